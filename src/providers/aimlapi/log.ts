import { z } from 'zod';
import type { TimeSpan } from '../video-model.js';
import { optional, taskIdText } from '../wire-values.js';

/** "limit ≤ 100" (gateways.md 1.3); more pages than these are not read. */
const pageSize = 100;
const mostPages = 5;

const row = z.object({ client_request_id: optional(z.string()), inference_id: optional(taskIdText) });

/** One page of `GET /v2/logs`. Nobody documents what its rows stand in. */
export const logAnswer = z.union([
  z.array(row),
  z.object({ data: z.array(row) }).transform(({ data }) => data),
  z.object({ logs: z.array(row) }).transform(({ logs }) => logs),
  z.object({ items: z.array(row) }).transform(({ items }) => items),
]);

/** The task of the order with this wire key, by the log of requests. That it is missing there proves nothing. */
export async function findInLog(
  { wireKey, span }: { readonly wireKey: string; readonly span: TimeSpan },
  readPage: (path: string) => Promise<z.output<typeof logAnswer>>,
): Promise<string | undefined> {
  const [start, end] = [span.from, span.to].map((seconds) => new Date(seconds * 1000).toISOString());
  for (let page = 0; page < mostPages; page += 1) {
    const query = { start: `${start}`, end: `${end}`, limit: String(pageSize), offset: String(page * pageSize) };
    const rows = await readPage(`/v2/logs?${new URLSearchParams(query).toString()}`);
    const [own] = rows.flatMap(({ client_request_id: key, inference_id: taskId }) =>
      key === wireKey && taskId != null ? [taskId] : [],
    );
    if (own !== undefined) return own;
    if (rows.length < pageSize) return undefined;
  }
  return undefined;
}
