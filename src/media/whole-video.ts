import { followBoxes } from './box-follower.js';
import { longestHeader } from './box-header.js';
import { mostBoxReads } from './top-level-boxes.js';

/** A file as it can be read from its gateway. */
export interface ReadableFile {
  /** Its length, where that is told. */
  readonly bytes: number | undefined;
  /** Whether `read` takes ranges. */
  readonly ranges: boolean;
  /** Bytes from `from` up to, but not including, `to`, or the whole file. */
  read(range?: { readonly from: number; readonly to: number }): AsyncIterable<Uint8Array>;
}

/** A file that ends before what it announces does: the rest of it is still somewhere else, or lost. */
export class CutOffVideo extends Error {
  override readonly name = 'CutOffVideo';
  /** How much of it there is. */
  readonly bytes: number;

  constructor(lack: string, bytes: number) {
    super(`the file of ${bytes} bytes is cut off: ${lack}`);
    this.bytes = bytes;
  }
}

/**
 * The same file, but reading its end fails with `CutOffVideo` where the boxes that came by, or that `assertWhole` has
 * read, announce more. So whoever reads all of it, in whichever parts, has a whole file, or knows that it is none.
 */
export function wholeVideo<File extends ReadableFile>(file: File) {
  const boxes = followBoxes();

  async function assertWhole(fileBytes: number): Promise<void> {
    // What this process has not read was read by an earlier one: the headers in it are a few bytes each.
    for (let reads = 0; file.ranges && boxes.next() < fileBytes && reads < mostBoxReads; reads += 1) {
      const from = boxes.next();
      await finish(watch(file.read({ from, to: Math.min(from + longestHeader, fileBytes) }), from));
    }
    const lack = boxes.lack(fileBytes);
    if (lack !== undefined) throw new CutOffVideo(lack, fileBytes);
  }

  async function* watch(chunks: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<Uint8Array, number> {
    let at = from;
    for await (const chunk of chunks) {
      boxes.see(chunk, at);
      at += chunk.byteLength;
      yield chunk;
    }
    return at;
  }

  return {
    ...file,
    async *read(range?: { readonly from: number; readonly to: number }): AsyncGenerator<Uint8Array, void> {
      const end = yield* watch(file.read(range), range?.from ?? 0);
      if (range === undefined || range.to === file.bytes) await assertWhole(end);
    },
    /** Fails with `CutOffVideo` at once. Only for a file that can be read in ranges. */
    async assertWhole(): Promise<void> {
      if (file.ranges && file.bytes !== undefined) await assertWhole(file.bytes);
    },
  };
}

async function finish(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}
