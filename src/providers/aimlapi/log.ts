import { z } from 'zod';
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

/**
 * The ids beside a wire key in the log of requests since a time. The window goes on to this moment: nobody documents
 * whether a row comes with the order or with its end. That there is none proves nothing.
 */
export async function findInLog(
  { wireKey, since }: { readonly wireKey: string; readonly since: number },
  readPage: (path: string) => Promise<z.output<typeof logAnswer>>,
): Promise<readonly string[]> {
  const start = new Date(since * 1000).toISOString();
  const end = new Date().toISOString();
  const ids = new Set<string>();
  for (let page = 0; page < mostPages; page += 1) {
    const query = { start, end, limit: String(pageSize), offset: String(page * pageSize) };
    const rows = await readPage(`/v2/logs?${new URLSearchParams(query).toString()}`);
    for (const { client_request_id: key, inference_id: taskId } of rows) {
      if (key === wireKey && taskId != null) ids.add(taskId);
    }
    if (rows.length < pageSize) break;
  }
  return [...ids];
}
