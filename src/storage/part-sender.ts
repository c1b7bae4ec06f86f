import { crc32 } from 'node:zlib';
import { ListPartsCommand, UploadPartCommand, type UploadPartCommandInput } from '@aws-sdk/client-s3';
import type { ArrivingPart } from './arriving-part.js';
import { bucketErrorReason } from './bucket-error-reason.js';
import type { Upload, UploadedPart } from './bucket.js';
import { checksumBehind } from './checksum-behind.js';
import { crc32ToBase64 } from './crc32.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { UploadLost } from './upload-lost.js';

export interface NumberedPart {
  readonly partNumber: number;
  readonly part: ArrivingPart;
}

type SentPart = Pick<UploadedPart, 'etag' | 'crc32'>;

/** Sends one part: while it arrives, where the server takes that, and from memory if that fails. */
export async function sendPart(
  { client, bucket, trailingChecksums }: S3Connection,
  upload: Upload,
  { partNumber, part }: NumberedPart,
  signal: AbortSignal | undefined,
): Promise<UploadedPart> {
  const address = { Bucket: bucket, Key: upload.key, UploadId: upload.uploadId, PartNumber: partNumber };

  try {
    const streamed = trailingChecksums && part.bytes !== undefined ? await streamPart(part.bytes) : undefined;
    const { body } = await part.whole;
    return { partNumber, bytes: body.byteLength, ...(streamed ?? (await sendFromMemory(body))) };
  } catch (error) {
    if (await isLost(error)) throw new UploadLost(upload.key, { cause: error });
    throw error;
  }

  /** The SDK can't repeat a stream: `undefined` when it did not get through. */
  async function streamPart(bytes: number): Promise<SentPart | undefined> {
    const body = checksumBehind(part.pieces(), bytes);
    const cut = new AbortController();
    part.whole.catch(() => cut.abort());
    const input = { ...address, Body: body.stream, ContentLength: body.bytes };
    const signals = signal === undefined ? [cut.signal] : [cut.signal, signal];
    try {
      const { ETag } = await client.send(uploadPart(input, body.headers), { abortSignal: AbortSignal.any(signals) });
      return { etag: ETag!, crc32: body.checksum() };
    } catch (error) {
      signal?.throwIfAborted();
      if (isS3Answer(error, 'NoSuchUpload')) throw error;
      return undefined;
    } finally {
      body.stream.destroy();
    }
  }

  async function isLost(error: unknown): Promise<boolean> {
    if (isS3Answer(error, 'NoSuchUpload')) return true;
    // A server that refuses a part early may cut the connection before its answer has been read.
    if (signal?.aborted === true || bucketErrorReason(error) !== 'unreachable') return false;
    const { PartNumber: _, ...whole } = address;
    const look = client.send(new ListPartsCommand({ ...whole, MaxParts: 1 }));
    return look.then(
      () => false,
      (answer: unknown) => isS3Answer(answer, 'NoSuchUpload'),
    );
  }

  /** As often as the SDK likes. */
  async function sendFromMemory(body: Uint8Array): Promise<SentPart> {
    const checksum = crc32ToBase64(crc32(body));
    const input = { ...address, Body: body, ChecksumCRC32: checksum };
    // The CRC32 is signed and covers the bytes: signing their SHA-256 too would halve the speed.
    const command = uploadPart(input, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
    const { ETag } = await client.send(command, { abortSignal: signal });
    return { etag: ETag!, crc32: checksum };
  }
}

function uploadPart(input: UploadPartCommandInput, headers: Readonly<Record<string, string>>): UploadPartCommand {
  const command = new UploadPartCommand(input);
  command.middlewareStack.add(
    (next) => (call) => {
      const { request } = call;
      if (typeof request === 'object' && request !== null && 'headers' in request) {
        Object.assign(request.headers ?? {}, headers);
      }
      return next(call);
    },
    { step: 'build' },
  );
  return command;
}
