import { z } from 'zod';
import type { TimeSpan } from '../video-model.js';
import { optional, taskIdText } from '../wire-values.js';

/** "limit ≤ 100" (gateways.md 1.3). */
const pageSize = 100;

/** More are not read in one look: 200 questions a minute are allowed, and other lost orders are looked for, too. */
const mostPages = 30;

/** The first window is that of the order's own time; each quiet one is followed by one of twice its length. */
const firstWindowSeconds = 60;
/** Within "≤ 92 days". */
const longestWindowSeconds = 30 * 24 * 60 * 60;

const row = z.object({ client_request_id: optional(z.string()), inference_id: optional(taskIdText) });

type Row = z.output<typeof row>;

/** One page of `GET /v2/logs`. Nobody documents what its rows stand in. */
export const logAnswer = z.union([
  z.array(row),
  z.object({ data: z.array(row) }).transform(({ data }) => data),
  z.object({ logs: z.array(row) }).transform(({ logs }) => logs),
  z.object({ items: z.array(row) }).transform(({ items }) => items),
]);

/**
 * The ids beside a wire key in the log of requests since a time (Unix seconds). The log goes on to this moment, for
 * nobody documents whether a row comes with the order or with its end, and is read in windows from the order on: the
 * rows of an account that also chats would hide it behind thousands of later ones. That there is none proves nothing.
 */
export async function findInLog(
  { wireKey, since }: { readonly wireKey: string; readonly since: number },
  readPage: (path: string) => Promise<z.output<typeof logAnswer>>,
): Promise<readonly string[]> {
  const now = Date.now() / 1000;
  const ids = new Set<string>();
  let pagesLeft = mostPages;
  let seconds = firstWindowSeconds;
  for (let from = since; from < now && pagesLeft > 0;) {
    const to = Math.min(from + seconds, now);
    const rows: Row[] = [];
    for (let isLast = false; !isLast && pagesLeft > 0; pagesLeft -= 1) {
      const page = await readPage(logPath({ from, to }, rows.length));
      rows.push(...page);
      isLast = page.length < pageSize;
    }
    for (const { client_request_id: key, inference_id: taskId } of rows) {
      if (key === wireKey && taskId != null) ids.add(taskId);
    }
    from = to;
    if (rows.length < pageSize) seconds = Math.min(2 * seconds, longestWindowSeconds);
  }
  return [...ids];
}

function logPath({ from, to }: TimeSpan, offset: number): string {
  const [start, end] = [from, to].map((seconds) => new Date(seconds * 1000).toISOString());
  return `/v2/logs?${new URLSearchParams({ start: start!, end: end!, limit: String(pageSize), offset: String(offset) }).toString()}`;
}
