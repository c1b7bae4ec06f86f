import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, inject } from 'vitest';
import { startS3, type S3 } from '../../src/testing/local-stack/s3.js';
import { startTogether } from '../../src/testing/local-stack/services.js';
import { startTemporal, type Temporal } from '../../src/testing/local-stack/temporal.js';

/** A real Temporal and a real S3 server that the tests of one file share. */
export interface RealServices {
  readonly folder: string;
  readonly temporal: Temporal;
  readonly s3: S3;
  readonly client: Client;
}

/** Starts the services before the file's tests, and ends them after. Ask for them inside a test. */
export function realServices(): () => RealServices {
  let running: (RealServices & { readonly stop: () => Promise<void> }) | undefined;
  beforeAll(async () => {
    running = await startTogether(async (own) => {
      const folder = await mkdtemp(join(tmpdir(), 'reelwork-processes-'));
      own({ stop: () => rm(folder, { recursive: true, force: true }) });
      const temporal = own(await startTemporal({ path: inject('temporal'), folder: join(folder, 'temporal') }));
      const s3 = own(await startS3({ program: inject('s3'), folder: join(folder, 's3') }));
      const connection = await Connection.connect({ address: temporal.address });
      own({ stop: () => connection.close() });
      return { folder, temporal, s3, client: new Client({ connection }) };
    });
  });
  afterAll(() => running?.stop());
  return () => {
    if (running === undefined) throw new Error('the services have not started');
    return running;
  };
}
