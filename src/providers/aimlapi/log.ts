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
  let from = since;
  let seconds = firstWindowSeconds;
  let pagesLeft = mostPages;
  while (from < now && pagesLeft > 0) {
    const to = Math.min(from + seconds, now);
    let offset = 0;
    for (let isLast = false; !isLast && pagesLeft > 0; pagesLeft -= 1) {
      const rows = await readPage(logPath({ from, to }, offset));
      for (const { client_request_id: key, inference_id: taskId } of rows) {
        if (key === wireKey && taskId != null) ids.add(taskId);
      }
      offset += pageSize;
      isLast = rows.length < pageSize;
    }
    from = to;
    if (offset === pageSize) seconds = Math.min(2 * seconds, longestWindowSeconds);
  }
  return [...ids];
}

function logPath({ from, to }: TimeSpan, offset: number): string {
  const written = (seconds: number) => new Date(seconds * 1000).toISOString();
  const query = { start: written(from), end: written(to), limit: String(pageSize), offset: String(offset) };
  return `/v2/logs?${new URLSearchParams(query).toString()}`;
}
