import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Job, ResultFile } from '../engine/job.js';
import type { WrongContent } from '../faults/result-faults.js';

/** What a link serves: so many bytes of a file, then a tail, then zeros. */
export interface Content {
  readonly path: string;
  readonly fileBytes: number;
  readonly tail: Uint8Array;
  readonly zeros: number;
}

const pieceBytes = 256 * 1024;
const page = Buffer.from(
  '<!doctype html><html><head><title>Not here</title></head><body>Come back later.</body></html>',
);

export const lengthOf = ({ fileBytes, tail, zeros }: Content): number => fileBytes + tail.byteLength + zeros;

/** The whole file as it is. */
export const whole = ({ path, bytes }: ResultFile): Content => ({
  path,
  fileBytes: bytes,
  tail: new Uint8Array(),
  zeros: 0,
});

/** Something else in the place of a job's file. */
export function wrongContent(kind: WrongContent, { id }: Job, { path, bytes }: ResultFile): Content {
  const nothing = { path, fileBytes: 0, tail: new Uint8Array(), zeros: 0 };
  switch (kind) {
    case 'html':
      return { ...nothing, tail: page };
    case 'random':
      return {
        ...nothing,
        tail: createHash('shake256', { outputLength: 64 * 1024 })
          .update(id)
          .digest(),
      };
    case 'half':
      return { ...nothing, fileBytes: Math.floor(bytes / 2) };
    case 'empty':
      return nothing;
  }
}

/** A file that still begins and plays like the given one: its last bytes differ, or an empty MP4 box comes after it. */
export function anotherContent(length: 'same' | 'other', file: ResultFile): Content {
  const end = Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65]);
  const fileBytes = length === 'same' ? Math.max(0, file.bytes - end.byteLength) : file.bytes;
  return { ...whole(file), fileBytes, tail: length === 'same' ? end.subarray(0, file.bytes - fileBytes) : end };
}

/** Bytes `start` up to, but not including, `end`. */
export async function* read(
  { path, fileBytes, tail }: Content,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const fromFile = Math.min(end, fileBytes);
  if (start < fromFile) yield* createReadStream(path, { start, end: fromFile - 1, highWaterMark: pieceBytes });
  const tailEnd = fileBytes + tail.byteLength;
  const piece = tail.subarray(Math.max(0, start - fileBytes), Math.max(0, end - fileBytes));
  if (piece.byteLength > 0) yield piece;
  for (let at = Math.max(start, tailEnd); at < end; at += pieceBytes) {
    yield new Uint8Array(Math.min(pieceBytes, end - at));
  }
}
