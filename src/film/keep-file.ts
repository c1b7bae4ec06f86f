import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Opens a file that a film is made of, by its `s3://` or `https://` link. Fails with a `FilmError` where it never will. */
export type OpenMedia = (link: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** What a file's bytes are known by. */
export interface FileDigest {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Writes a file while it is read. */
export async function keepFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<FileDigest> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      sha256.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  await pipeline(counted, createWriteStream(path), { signal });
  return { bytes, sha256: sha256.digest('hex') };
}

/** What a file in a folder is known by. */
export async function digestFile(path: string, signal: AbortSignal): Promise<FileDigest> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: sha256.digest('hex') };
}
