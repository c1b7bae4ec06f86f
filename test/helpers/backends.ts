import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, type WorkflowBundle } from '@temporalio/worker';
import { inject } from 'vitest';
import type { Bucket } from '../../src/storage/bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import { startS3, type S3 } from '../../src/testing/local-stack/s3.js';
import { startTogether, type Service } from '../../src/testing/local-stack/services.js';
import { startTemporal, type TemporalOptions } from '../../src/testing/local-stack/temporal.js';
import { workflowsPath } from '../../src/worker.js';

/** A Temporal server of its own, connected to. */
export interface TemporalBackend extends Service {
  readonly address: string;
  readonly client: Client;
  readonly connection: NativeConnection;
}

/** The real servers that the tests of one file share. */
export interface Backends extends Service {
  readonly temporal: TemporalBackend;
  readonly bucket: Bucket;
  readonly s3: S3;
  readonly workflowBundle: WorkflowBundle;
}

/** Every line that the workers of this process have logged, with its details. */
export const workerLog: string[] = [];

/** Writes to `workerLog` only. */
export const logger = new DefaultLogger('DEBUG', ({ level, message, meta }) => {
  workerLog.push(`${level} ${message} ${JSON.stringify(meta, withErrors)}`);
});
Runtime.install({ logger });

function withErrors(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Error ? { ...value, stack: value.stack, cause: value.cause } : value;
}

/** Starts an empty Temporal. Unless asked for, its namespace knows none of Reelwork's search attributes. */
export const startTemporalBackend = (options: Pick<TemporalOptions, 'searchAttributes'> = { searchAttributes: {} }) =>
  startTogether(async (own) => {
    const folder = await mkdtemp(join(tmpdir(), 'reelwork-temporal-'));
    own({ stop: () => rm(folder, { recursive: true, force: true }) });
    const { address } = own(await startTemporal({ path: inject('temporal'), folder, ...options }));
    const [forClient, connection] = await Promise.all([
      Connection.connect({ address }),
      NativeConnection.connect({ address }),
    ]);
    own({ stop: () => forClient.close() });
    own({ stop: () => connection.close() });
    return { address, client: new Client({ connection: forClient }), connection };
  });

/** Starts Temporal and S3, and bundles the workflows once for all workers. */
export const startBackends = (): Promise<Backends> =>
  startTogether(async (own) => {
    const folder = await mkdtemp(join(tmpdir(), 'reelwork-s3-'));
    own({ stop: () => rm(folder, { recursive: true, force: true }) });
    const [temporal, s3, workflowBundle] = await Promise.all([
      startTemporalBackend().then(own),
      startS3({ program: inject('s3'), folder, environment: process.env }).then(own),
      bundleWorkflowCode({ workflowsPath, logger }),
    ]);
    const { endpoint, region, accessKeyId, secretAccessKey } = s3;
    const client = createS3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const bucket = createS3Bucket({ client, bucket: s3.bucket });
    return { temporal, bucket, s3, workflowBundle };
  });
