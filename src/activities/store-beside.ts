import { createHash } from 'node:crypto';
import type { FilmFile } from '../domain/film.js';
import type { Bucket } from '../storage/bucket.js';
import { digest } from '../storage/digest.js';

/** A small file, and where it goes. */
export interface SmallFile {
  readonly key: string;
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

/** Stores a small file once: where one is already, that one stays, and it is what is told of. */
export async function storeBeside(
  bucket: Bucket,
  { key, contentType, body }: SmallFile,
  signal: AbortSignal,
): Promise<FilmFile> {
  const uri = `s3://${bucket.name}/${key}`;
  if ((await bucket.create(key, body, { contentType, signal })) === 'exists') {
    const { bytes, sha256 } = await digest(bucket.read(key, { signal }));
    return { uri, bytes, sha256 };
  }
  const bytes = Buffer.from(body);
  return { uri, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}
