import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import { startChildService } from '../../src/testing/local-stack/child-service.js';
import type { S3Program } from '../../src/testing/local-stack/find-s3.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { s3Command, type S3CommandOptions } from '../../src/testing/local-stack/s3-command.js';
import { supervise, type Supervised } from './supervised.js';

export interface ObjectStore extends Supervised {
  readonly port: number;
  readonly bucket: string;
  /** Where the bucket's objects lie as plain files. */
  readonly files: string;
}

export interface ObjectStoreOptions {
  readonly program: S3Program;
  readonly folder: string;
  readonly credentials: S3CommandOptions['credentials'];
}

const bucket = 'chaos';

/** Starts an S3 server that comes back at the same address, with the same objects and credentials. */
export async function startObjectStore({ program, folder, credentials }: ObjectStoreOptions): Promise<ObjectStore> {
  const data = join(folder, 'objects');
  await mkdir(data, { recursive: true });
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await supervise(() =>
    startChildService({
      name: 'The S3 server',
      ...s3Command(program, { port, data, credentials, environment: process.env }),
      logFile: join(folder, 's3.log'),
      answers: (signal) => assertBucket(endpoint, credentials, signal),
      stopGraceMs: 2_000,
    }),
  );
  return { ...server, port, bucket, files: join(data, bucket) };
}

async function assertBucket(
  endpoint: string,
  credentials: S3CommandOptions['credentials'],
  abortSignal: AbortSignal,
): Promise<void> {
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true, maxAttempts: 1 });
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    await client.send(new CreateBucketCommand({ Bucket: bucket }), { abortSignal });
  } finally {
    client.destroy();
  }
}
