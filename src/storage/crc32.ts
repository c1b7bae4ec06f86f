import { crc32 } from 'node:zlib';

const zeros = new Uint8Array(1024 * 1024);

/** S3's spelling of a CRC32: base64 of its four bytes, big-endian. */
export function crc32ToBase64(checksum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(checksum);
  return bytes.toString('base64');
}

/** The CRC32 that `crc32ToBase64` spelled. */
export const crc32FromBase64 = (text: string): number => Buffer.from(text, 'base64').readUInt32BE();

/** The CRC32 of two byte sequences in a row, from their own two and the length of the second. */
export function joinCrc32(first: number, second: number, secondBytes: number): number {
  // CRC32 is affine in its start value, whatever the bytes: their part cancels out, so zeros do.
  let shifted = first;
  let base = 0;
  for (let left = secondBytes; left > 0; left -= zeros.length) {
    const chunk = left < zeros.length ? zeros.subarray(0, left) : zeros;
    shifted = crc32(chunk, shifted);
    base = crc32(chunk, base);
  }
  return (shifted ^ base ^ second) >>> 0;
}
