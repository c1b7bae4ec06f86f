import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { parseS3Uri } from '../domain/s3-uri.js';
import type { Bucket, CreateOptions } from './bucket.js';
import { crc32ToBase64 } from './crc32.js';
import { connectBucket, isS3Answer, type S3Connection } from './s3-connection.js';
import { untilDecided } from './until-decided.js';
import { createS3Uploads } from './s3-uploads.js';

export interface S3BucketOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /**
   * Whether the server takes a body whose checksum comes after it, so that parts are sent while they arrive. Without,
   * each is sent once it has arrived. @default true
   */
  readonly trailingChecksums?: boolean | undefined;
}

/** A bucket on S3 or on any server that speaks its protocol with conditional writes and full-object CRC32. */
export function createS3Bucket(options: S3BucketOptions): Bucket {
  const connection = connectBucket(options);
  const { client, bucket: Bucket, attempt, describe } = connection;

  return {
    name: Bucket,
    describe,
    ...createS3Uploads(connection),

    create: (key, body, createOptions) => attempt(() => createObject(connection, key, body, createOptions)),

    readText: (key) =>
      attempt(async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
          return await Body?.transformToString();
        } catch (error) {
          if (isS3Answer(error, 'NoSuchKey')) return undefined;
          throw error;
        }
      }),

    head: (key) =>
      attempt(async () => {
        try {
          const head = await client.send(new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }));
          // A composite checksum is one over the parts' checksums and says nothing of the bytes as a whole.
          const checksum = head.ChecksumType === 'COMPOSITE' ? undefined : head.ChecksumCRC32;
          return {
            bytes: head.ContentLength ?? 0,
            etag: head.ETag ?? '',
            crc32: checksum,
            metadata: head.Metadata ?? {},
          };
        } catch (error) {
          if (isS3Answer(error, 404)) return undefined;
          throw error;
        }
      }),

    async *read(key, { range, signal } = {}) {
      const Range = range && `bytes=${range.from}-${range.to - 1}`;
      const { Body } = await attempt(() =>
        client.send(new GetObjectCommand({ Bucket, Key: key, Range }), { abortSignal: signal }),
      );
      if (Body instanceof Readable) yield* Body;
    },

    async delete(key) {
      const command = new DeleteObjectCommand({ Bucket, Key: key });
      sendOnce(command);
      await attempt(() => client.send(command));
    },

    async *list(prefix) {
      const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: prefix });
      for (;;) {
        const { done, value: page } = await attempt(() => pages.next());
        if (done === true) return;
        for (const { Key: key, LastModified: modifiedAt } of page.Contents ?? []) {
          if (key !== undefined) yield { key, modifiedAt: modifiedAt ?? new Date(0) };
        }
      }
    },

    signLink(uri, seconds) {
      const location = parseS3Uri(uri);
      if (location === undefined) throw new TypeError('not an s3://bucket/key link');
      const object = new GetObjectCommand({ Bucket: location.bucket, Key: location.key });
      return getSignedUrl(client, object, { expiresIn: seconds });
    },
  };
}

async function createObject(
  { client, bucket }: S3Connection,
  key: string,
  body: Uint8Array | string,
  { contentType, metadata, crc32: checksum = crc32ToBase64(crc32(body)), signal }: CreateOptions,
): Promise<'created' | 'exists'> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: body,
    ContentType: contentType,
    Metadata: metadata,
    ChecksumCRC32: checksum,
    IfNoneMatch: '*',
  });
  try {
    await untilDecided(() => client.send(command, { abortSignal: signal }), signal);
    return 'created';
  } catch (error) {
    if (isS3Answer(error, 412)) return 'exists';
    throw error;
  }
}

/** A deletion that the SDK repeats after a lost answer could hit what somebody has created under the key meanwhile. */
function sendOnce(command: DeleteObjectCommand): void {
  let sent = false;
  command.middlewareStack.add(
    (next) => (call) => {
      if (sent) throw new Error('the answer to a deletion was lost');
      sent = true;
      return next(call);
    },
    // After the SDK's retries, which come first in this step: so each of them passes here.
    { step: 'finalizeRequest', priority: 'low' },
  );
}
