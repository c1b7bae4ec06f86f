/** A file of which any part can be read. */
export interface RandomAccess {
  readonly bytes: number;
  /** Bytes from `from` up to, but not including, `to`. */
  read(range: { readonly from: number; readonly to: number }): AsyncIterable<Uint8Array>;
}

/** Gives the bytes from `from` up to `to`, or to the end of the file where that comes first. */
export type BytesAt = (from: number, to: number) => Promise<Buffer>;

/** How much is read at once: the index of a short video fits in, so that one read mostly does. */
const windowBytes = 64 * 1024;

/** Reads what lies close together at once, and keeps no more than that. */
export function createWindow(file: RandomAccess): BytesAt {
  let start = 0;
  let window: Buffer = Buffer.alloc(0);

  return async function bytesAt(from, to) {
    const end = Math.min(to, file.bytes);
    if (from < start || end > start + window.length) {
      start = from;
      window = await readWhole(file, from, Math.min(file.bytes, Math.max(end, from + windowBytes)));
    }
    return window.subarray(from - start, end - start);
  };
}

async function readWhole(file: RandomAccess, from: number, to: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of file.read({ from, to })) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    // A server that ignores ranges would go on to the end of the file.
    if (bytes >= to - from) break;
  }
  if (bytes < to - from) throw new Error(`only ${bytes} of ${to - from} bytes of the stored file could be read`);
  return Buffer.concat(chunks, to - from);
}
