import { lengthOf, read, type Content } from './content.js';
import { parseRange } from './range.js';

/** How a file is served. */
export interface Serving {
  readonly content: Content;
  readonly contentType: string;
  /** With its quotes; none is told when `undefined`. */
  readonly etag: string | undefined;
  /** Whether a `Range` is heeded. @default true */
  readonly ranges?: boolean;
  /** Whether the length is told. @default true */
  readonly tellsLength?: boolean;
  /** What becomes of the bytes on their way; `start` is where the first of them stands in the file. */
  readonly pipe?: (bytes: AsyncIterable<Uint8Array>, start: number) => AsyncIterable<Uint8Array>;
}

/** Answers GET or HEAD for a file: all of it, or the one range that is asked for. */
export function serveContent(request: Request, serving: Serving): Response {
  const { content, contentType, etag, ranges = true, tellsLength = true, pipe = (bytes) => bytes } = serving;
  const length = lengthOf(content);
  const ifRange = request.headers.get('if-range');
  const asked = ranges && (ifRange === null || ifRange === etag) ? request.headers.get('range') : null;
  const range = parseRange(asked ?? undefined, length);
  const headers: Record<string, string> = {
    ...(ranges ? { 'accept-ranges': 'bytes' } : {}),
    ...(etag === undefined ? {} : { etag }),
  };
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${length}` } });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: length } : { start: range.start, end: range.end + 1 };
  const body = request.method === 'HEAD' ? null : ReadableStream.from(pipe(read(content, start, end), start));
  if (tellsLength) headers['content-length'] = String(end - start);
  if (range !== 'whole') headers['content-range'] = `bytes ${start}-${end - 1}/${length}`;
  return new Response(body, {
    status: range === 'whole' ? 200 : 206,
    headers: { ...headers, 'content-type': contentType },
  });
}
