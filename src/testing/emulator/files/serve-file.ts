import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { parseRange } from './range.js';

export interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly contentType: string;
  /** With its quotes. */
  readonly etag: string;
}

/** Answers GET or HEAD for a file: all of it, or the one range that is asked for. */
export function serveFile(request: Request, { path, bytes, contentType, etag }: ServedFile): Response {
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = parseRange(asked ?? undefined, bytes);
  const headers = { 'accept-ranges': 'bytes', etag };
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}` } });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
  return new Response(request.method === 'HEAD' ? null : streamOf(path, start, end), {
    status: range === 'whole' ? 200 : 206,
    headers: {
      ...headers,
      'content-type': contentType,
      'content-length': String(end - start + 1),
      ...(range === 'whole' ? {} : { 'content-range': `bytes ${start}-${end}/${bytes}` }),
    },
  });
}

function streamOf(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start, end }));
}
