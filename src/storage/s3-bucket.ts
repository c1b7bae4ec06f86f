import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { parseS3Uri } from '../domain/s3-uri.js';
import type { Bucket } from './bucket.js';
import { connectBucket, isS3Answer } from './s3-connection.js';
import { createS3Creation } from './s3-creation.js';
import { createS3Uploads } from './s3-uploads.js';

/** Which bucket, and by which client it is reached. */
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

    ...createS3Creation(connection),

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

    async delete(key, version) {
      const command = new DeleteObjectCommand({ Bucket, Key: key, IfMatch: version?.etag });
      sendOnce(command);
      await attempt(() => client.send(command)).catch((error: unknown) => {
        // Another version, or none, is there: the one that was meant is gone.
        if (version === undefined || !isS3Answer(error, 404, 412)) throw error;
      });
    },

    async *list(prefix) {
      let from: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken: from });
        const page: ListObjectsV2CommandOutput = await attempt(() => client.send(command));
        for (const { Key: key, LastModified: modifiedAt } of page.Contents ?? []) {
          if (key !== undefined) yield { key, modifiedAt: modifiedAt ?? new Date(0) };
        }
        from = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    },

    signLink(uri, seconds) {
      const location = parseS3Uri(uri);
      if (location === undefined) throw new TypeError('not an s3://bucket/key link');
      const object = new GetObjectCommand({ Bucket: location.bucket, Key: location.key });
      return getSignedUrl(client, object, { expiresIn: seconds });
    },
  };
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
