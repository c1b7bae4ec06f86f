import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { startTogether, type Service } from '../../src/testing/local-stack/services.js';
import { openCallbackDoor, type CallbackDoor } from '../lines/callback-door.js';
import { layLine, type Line } from '../lines/line.js';
import type { Random } from '../random.js';
import { startGateway, type Gateway } from './gateway.js';
import { startObjectStore, type ObjectStore } from './object-store.js';
import { startPostgres, type Postgres } from './postgres.js';
import type { Programs } from './programs.js';
import { startReceivers, startWorkers, type Receiver } from './reelwork.js';
import { makeSecrets, type Secrets } from './secrets.js';
import type { Supervised } from './supervised.js';
import { startTemporalServer, type TemporalServer } from './temporal-server.js';

/** Everything that a chaos run lets trouble loose on, and the gateway that it does not. */
export interface Scene extends Service {
  readonly folder: string;
  readonly logs: string;
  readonly secrets: Secrets;
  readonly postgres: Postgres;
  readonly temporal: TemporalServer;
  readonly s3: ObjectStore;
  readonly workers: readonly Supervised[];
  readonly receivers: readonly Receiver[];
  readonly gateway: Gateway;
  readonly gatewayLine: Line;
  readonly s3Line: Line;
  readonly callbackDoor: CallbackDoor;
  readonly client: Client;
  readonly taskQueue: string;
}

export interface SceneOptions {
  readonly programs: Programs;
  readonly random: Random;
  readonly seed: number;
  readonly workers: number;
  readonly receivers: number;
  /** Whether the gateway account is configured as Reelwork's alone. */
  readonly exclusive: boolean;
  /** Whether the folder outlives the run. */
  readonly keep: boolean;
  /** Aborted: the start is given up, and what was started ends. */
  readonly signal: AbortSignal;
}

/** Short, so that an order of which nobody knows is quarantined within 12 s. */
const typicalSeconds = 4;
const taskQueue = 'chaos';

/** Starts all of it, on loopback and in a temporary folder; resolves when all of it works. */
export const setScene = ({
  programs,
  random,
  seed,
  exclusive,
  keep,
  signal,
  ...counts
}: SceneOptions): Promise<Scene> =>
  startTogether(async (own) => {
    const folder = await mkdtemp(join(tmpdir(), 'reelwork-chaos-'));
    if (!keep) own({ stop: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) });
    // PostgreSQL's own user has to get to its folder, and sees nothing else.
    await chmod(folder, 0o711);
    const logs = join(folder, 'logs');
    await mkdir(logs);

    const secrets = makeSecrets();
    const postgres = own(await startPostgres({ programs: programs.postgres, folder: join(folder, 'postgres') }));
    const temporal = own(await startTemporalServer({ programs, postgres, folder: join(folder, 'temporal') }));
    const s3 = own(
      await startObjectStore({ program: programs.s3, folder: join(folder, 's3'), credentials: secrets.s3 }),
    );
    const s3Line = own(await layLine(s3.port));
    const gatewayPort = await freePort();
    const gatewayLine = own(await layLine(gatewayPort));
    const gateway = own(
      await startGateway({
        folder: join(folder, 'gateway'),
        port: gatewayPort,
        publicUrl: gatewayLine.url,
        apiKey: secrets.apiKey,
        seed,
      }),
    );
    let receivers: readonly Receiver[] = [];
    const callbackDoor = own(await openCallbackDoor(() => random.pick(receivers.filter((one) => one.isUp()))?.port));

    const environment = {
      PATH: process.env['PATH'] ?? '',
      TEMPORAL_ADDRESS: temporal.address,
      S3_ENDPOINT: s3Line.url,
      S3_BUCKET: s3.bucket,
      AWS_ACCESS_KEY_ID: secrets.s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: secrets.s3.secretAccessKey,
      EVOLINK_API_KEY: secrets.apiKey,
      EVOLINK_BASE_URL: gatewayLine.url,
      EVOLINK_ACCOUNT_EXCLUSIVE: String(exclusive),
      CALLBACK_PUBLIC_URL: callbackDoor.url,
      CALLBACK_SECRET: secrets.callbackSecret,
      REELWORK_TASK_QUEUE: taskQueue,
      REELWORK_TYPICAL_SECONDS: `${typicalSeconds}`,
      REELWORK_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    };
    const workers = await startWorkers({ count: counts.workers, folder: logs, environment });
    own({ stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) });
    receivers = await startReceivers({ count: counts.receivers, folder: logs, environment });
    own({ stop: async () => void (await Promise.all(receivers.map((receiver) => receiver.stop()))) });

    // Without interceptors nothing is repeated below the backend's own repeating, also when all is over.
    const connection = await Connection.connect({ address: temporal.address, interceptors: [] });
    own({ stop: () => connection.close() });
    const client = new Client({ connection });
    return {
      folder,
      logs,
      secrets,
      postgres,
      temporal,
      s3,
      workers,
      receivers,
      gateway,
      gatewayLine,
      s3Line,
      callbackDoor,
      client,
      taskQueue,
    };
  }, signal);
