import { ListPartsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { addHeaders } from './add-headers.js';
import type { ArrivingPart } from './arriving-part.js';
import { bucketErrorReason } from './bucket-error-reason.js';
import type { Upload, UploadedPart } from './bucket.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { sendArriving } from './send-arriving.js';
import { UploadLost } from './upload-lost.js';

export interface NumberedPart {
  readonly partNumber: number;
  readonly part: ArrivingPart;
}

/** Sends one part of an upload, or throws `UploadLost`. */
export async function sendPart(
  connection: S3Connection,
  upload: Upload,
  { partNumber, part }: NumberedPart,
  signal: AbortSignal | undefined,
): Promise<UploadedPart> {
  const { client, bucket } = connection;
  const address = { Bucket: bucket, Key: upload.key, UploadId: upload.uploadId };
  try {
    const { answer, checksum } = await sendArriving({
      connection,
      part,
      signal,
      send(body, headers, abortSignal) {
        const command = new UploadPartCommand({ ...address, PartNumber: partNumber, ...body });
        command.middlewareStack.add(addHeaders(headers), { step: 'build' });
        return client.send(command, { abortSignal });
      },
    });
    const { body } = await part.whole;
    return { partNumber, etag: answer.ETag!, bytes: body.byteLength, crc32: checksum };
  } catch (error) {
    if (await isLost(error)) throw new UploadLost(upload.key, { cause: error });
    throw error;
  }

  async function isLost(error: unknown): Promise<boolean> {
    if (isS3Answer(error, 'NoSuchUpload')) return true;
    // A server that refuses a part early may cut the connection before its answer has been read.
    if (signal?.aborted === true || bucketErrorReason(error) !== 'unreachable') return false;
    return client.send(new ListPartsCommand({ ...address, MaxParts: 1 })).then(
      () => false,
      (answer: unknown) => isS3Answer(answer, 'NoSuchUpload'),
    );
  }
}
