import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { crc32ToBase64 } from './crc32.js';

/** S3 takes no pieces below 8 KiB, but for the last one; larger ones cost less. */
export const pieceBytes = 256 * 1024;

const trailer = 'x-amz-checksum-crc32';
const lineEnd = '\r\n';
const pieceHead = (bytes: number) => `${bytes.toString(16)}${lineEnd}`;
const end = (checksum: string) => `${pieceHead(0)}${trailer}:${checksum}${lineEnd}${lineEnd}`;

/** A body with its CRC32 behind it, so that it can be sent before its last byte is known. */
export interface ChecksummedBody {
  readonly stream: Readable;
  /** Of the stream: the encoding adds to the bytes. */
  readonly bytes: number;
  readonly headers: Readonly<Record<string, string>>;
  /** S3's spelling of the CRC32 of what has been sent. */
  checksum(): string;
}

/**
 * Puts the CRC32 of `bytes` bytes behind them, in S3's own `aws-chunked` encoding. The SDK can do so too, but it sends no
 * Content-Length, and versitygw then leaves the end of the request on the connection, where the next request begins.
 */
export function checksumBehind(pieces: AsyncIterable<Uint8Array>, bytes: number): ChecksummedBody {
  let checksum = 0;
  async function* encode() {
    for await (const piece of pieces) {
      checksum = crc32(piece, checksum);
      yield pieceHead(piece.byteLength);
      yield piece;
      yield lineEnd;
    }
    yield end(crc32ToBase64(checksum));
  }
  return {
    stream: Readable.from(encode()),
    bytes: encodedBytes(bytes),
    checksum: () => crc32ToBase64(checksum),
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': String(bytes),
      'x-amz-trailer': trailer,
    },
  };
}

function encodedBytes(bytes: number): number {
  const around = (piece: number) => pieceHead(piece).length + lineEnd.length;
  const rest = bytes % pieceBytes;
  const pieces = Math.floor(bytes / pieceBytes) * around(pieceBytes) + (rest === 0 ? 0 : around(rest));
  return bytes + pieces + end(crc32ToBase64(0)).length;
}
