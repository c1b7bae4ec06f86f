import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import { startChildService, type ChildService } from './child-service.js';
import type { S3Program } from './find-s3.js';
import { assertFreePort, freePort } from './ports.js';
import { s3Command } from './s3-command.js';

export interface S3Options {
  /** What to run; see `findS3`. */
  readonly program: S3Program;
  /** Holds the objects and the log. A server started on the same folder again has the same objects. */
  readonly folder: string;
  /** @default a free one */
  readonly port?: number;
  /** Created unless it exists. @default 'reelwork' */
  readonly bucket?: string;
  /** The environment that `docker` runs in; an executable gets none of it. @default an empty one */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A running S3 server with one bucket. Its credentials are its own: no other stack's are good for it. */
export interface S3 extends ChildService {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  /** Where the bucket's objects lie as plain files. */
  readonly folder: string;
}

const region = 'us-east-1';

/** Starts an S3 server on loopback, and resolves when its bucket can be used. */
export async function startS3(options: S3Options): Promise<S3> {
  const { program, bucket = 'reelwork', environment = {} } = options;
  const data = resolve(options.folder, 'objects');
  await mkdir(data, { recursive: true });
  if (options.port !== undefined) await assertFreePort(options.port, 'S3');
  const port = options.port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = {
    accessKeyId: randomBytes(8).toString('hex'),
    secretAccessKey: randomBytes(24).toString('hex'),
  };

  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
  try {
    const service = await startChildService({
      name: 'The S3 server',
      ...s3Command(program, { port, data, credentials, environment }),
      logFile: join(options.folder, 's3.log'),
      answers: (signal) => assertBucket(client, bucket, signal),
    });
    return { ...service, endpoint, region, ...credentials, bucket, folder: join(data, bucket) };
  } finally {
    client.destroy();
  }
}

async function assertBucket(client: S3Client, bucket: string, abortSignal: AbortSignal): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    await client.send(new CreateBucketCommand({ Bucket: bucket }), { abortSignal });
  }
}
