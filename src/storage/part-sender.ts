import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { UploadPartCommand } from '@aws-sdk/client-s3';
import type { ArrivingPart } from './arriving-part.js';
import type { Upload, UploadedPart } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { UploadLost } from './upload-lost.js';

/** Sends one part, or throws `UploadLost`. */
export async function sendPart(
  connection: S3Connection,
  upload: Upload,
  { partNumber, part }: { readonly partNumber: number; readonly part: ArrivingPart },
  signal: AbortSignal | undefined,
): Promise<UploadedPart> {
  const { client, bucket } = connection;
  const address = { Bucket: bucket, Key: upload.key, UploadId: upload.uploadId, PartNumber: partNumber };
  try {
    const streamed = part.bytes === undefined ? undefined : await stream(part, part.bytes);
    const { body } = await part.whole;
    return { partNumber, bytes: body.byteLength, ...(streamed ?? (await send(body))) };
  } catch (error) {
    if (isS3Answer(error, 'NoSuchUpload')) throw new UploadLost(upload.key, { cause: error });
    throw error;
  }

  /** While it arrives, with its checksum at the end. The SDK can't repeat that: `undefined` when it did not work. */
  async function stream(arriving: ArrivingPart, bytes: number) {
    const cut = new AbortController();
    arriving.whole.catch(() => cut.abort());
    const body = Readable.from(arriving.pieces());
    const command = new UploadPartCommand({
      ...address,
      Body: body,
      ContentLength: bytes,
      ChecksumAlgorithm: 'CRC32',
    });
    try {
      const { ETag, ChecksumCRC32 } = await client.send(command, {
        abortSignal: signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal]),
      });
      return { etag: ETag!, crc32: ChecksumCRC32 ?? checksumOf((await arriving.whole).body) };
    } catch (error) {
      signal?.throwIfAborted();
      if (isS3Answer(error, 'NoSuchUpload')) throw error;
      return undefined;
    } finally {
      body.destroy();
    }
  }

  /** From memory, with the checksum in front, as often as the SDK likes. */
  async function send(body: Uint8Array) {
    const checksum = checksumOf(body);
    const command = new UploadPartCommand({ ...address, Body: body, ChecksumCRC32: checksum });
    // The CRC32 is signed and covers the bytes: signing their SHA-256 too would halve the speed.
    command.middlewareStack.add(
      (next) => (call) => {
        leavePayloadUnsigned(call.request);
        return next(call);
      },
      { step: 'build' },
    );
    const { ETag } = await client.send(command, { abortSignal: signal });
    return { etag: ETag!, crc32: checksum };
  }
}

const checksumOf = (body: Uint8Array) => crc32ToBase64(crc32(body));

function leavePayloadUnsigned(request: unknown): void {
  if (typeof request !== 'object' || request === null || !('headers' in request)) return;
  Object.assign(request.headers ?? {}, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
}
