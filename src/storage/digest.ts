import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a video's bytes are known by. */
export interface VideoDigest {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  readonly crc32: number;
}

/** Sums up bytes as they pass by. `onBytes` is called with the number so far. */
export async function digest(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): Promise<VideoDigest> {
  const sha256 = createHash('sha256');
  let checksum = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    sha256.update(chunk);
    checksum = crc32(chunk, checksum);
    bytes += chunk.byteLength;
    onBytes(bytes);
  }
  return { bytes, sha256: sha256.digest('hex'), crc32: checksum };
}
