import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type ListMultipartUploadsCommandOutput,
  type ListPartsCommandInput,
  type ListPartsCommandOutput,
  type MultipartUpload,
  type Part,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BegunUpload, Bucket, Upload, UploadedPart } from './bucket.js';
import { sendPart } from './send-part.js';
import { isS3Answer, type S3Connection } from './s3-connection.js';
import { untilDecided } from './until-decided.js';

type Uploads = Pick<
  Bucket,
  'startUpload' | 'openUploads' | 'openUploadsBelow' | 'parts' | 'uploadPart' | 'completeUpload' | 'abortUpload'
>;

const address = (bucket: string, { key, uploadId }: Upload) => ({ Bucket: bucket, Key: key, UploadId: uploadId });

/** The multipart verbs of a bucket on S3. */
export function createS3Uploads(connection: S3Connection): Uploads {
  const { client, bucket, attempt } = connection;
  return {
    startUpload: (key, { contentType, metadata }) =>
      attempt(async () => {
        const { UploadId } = await client.send(
          new CreateMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            Metadata: metadata,
            ChecksumAlgorithm: 'CRC32',
            ChecksumType: 'FULL_OBJECT',
          }),
        );
        return { key, uploadId: UploadId! };
      }),

    openUploads: (key) =>
      attempt(async () => {
        const found = await listUploads(client, bucket, key);
        return found.filter((upload) => upload.key === key).map(({ uploadId }) => ({ key, uploadId }));
      }),

    openUploadsBelow: (prefix) => attempt(() => listUploads(client, bucket, prefix)),

    parts: (upload) =>
      attempt(async () => {
        try {
          return (await listParts(client, address(bucket, upload))).map(toUploadedPart);
        } catch (error) {
          if (isS3Answer(error, 'NoSuchUpload')) return [];
          throw error;
        }
      }),

    uploadPart: (upload, part, { signal } = {}) => attempt(() => sendPart(connection, upload, part, signal)),

    completeUpload: (upload, parts, { bytes, crc32 }) =>
      attempt(async () => {
        try {
          const command = new CompleteMultipartUploadCommand({
            ...address(bucket, upload),
            IfNoneMatch: '*',
            ChecksumCRC32: crc32,
            ChecksumType: 'FULL_OBJECT',
            MpuObjectSize: bytes,
            MultipartUpload: {
              Parts: parts.map((part) => ({
                PartNumber: part.partNumber,
                ETag: part.etag,
                ChecksumCRC32: part.crc32,
              })),
            },
          });
          await untilDecided(() => client.send(command));
          return 'created';
        } catch (error) {
          // InvalidPart: an overlapping attempt has replaced one of the parts meanwhile.
          if (isS3Answer(error, 409, 412, 'NoSuchUpload', 'InvalidPart')) return 'conflict';
          throw error;
        }
      }),

    abortUpload: (upload) =>
      attempt(async () => {
        try {
          await client.send(new AbortMultipartUploadCommand(address(bucket, upload)));
        } catch (error) {
          if (!isS3Answer(error, 'NoSuchUpload')) throw error;
        }
      }),
  };
}

async function listUploads(client: S3Client, bucket: string, prefix: string): Promise<BegunUpload[]> {
  const found: MultipartUpload[] = [];
  let from: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (from !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    );
    found.push(...(page.Uploads ?? []));
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
  }
  return found
    .map(({ Key, UploadId, Initiated }) => ({ key: Key!, uploadId: UploadId!, begunAt: Initiated ?? new Date(0) }))
    .toSorted((a, b) => Number(a.begunAt) - Number(b.begunAt));
}

// The SDK's own pagers ask for ever where a server names a next marker on its last page, too.
async function listParts(client: S3Client, upload: ListPartsCommandInput): Promise<Part[]> {
  const found: Part[] = [];
  let from: string | undefined;
  do {
    const page: ListPartsCommandOutput = await client.send(new ListPartsCommand({ ...upload, PartNumberMarker: from }));
    found.push(...(page.Parts ?? []));
    from = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
  } while (from !== undefined);
  return found;
}

const toUploadedPart = ({ PartNumber, ETag, Size, ChecksumCRC32 }: Part): UploadedPart => ({
  partNumber: PartNumber!,
  etag: ETag!,
  bytes: Size!,
  crc32: ChecksumCRC32 ?? '',
});
