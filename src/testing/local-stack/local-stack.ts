import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { VideoClient } from '../../client/video-client.js';
import { createS3Bucket } from '../../storage/s3-bucket.js';
import { createS3Client } from '../../storage/s3-client.js';
import type { Bucket } from '../../storage/bucket.js';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.js';
import { existingBucket } from './existing-bucket.js';
import { existingServices } from './existing-services.js';
import { findS3 } from './find-s3.js';
import { findTemporal } from './find-temporal.js';
import { startLocalCallbacks } from './local-callbacks.js';
import { startLocalWorker } from './local-worker.js';
import { startS3, type S3 } from './s3.js';
import { startTemporal } from './temporal.js';
import { startTogether, type Own, type Service } from './services.js';

/** No production worker serves this queue, and no emulator answers for any other. */
const localTaskQueue = 'reelwork-local';

/** Where a local stack finds what it needs, and where it keeps its data. */
export interface LocalStackOptions {
  /** Where to look for programs, and for services that run already. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Holds databases, objects and logs; a stack started on the same folder again goes on with them. */
  readonly folder: string;
  /** Whether services beyond this machine may be used. @default false */
  readonly useEnvironment?: boolean;
  /** Ports of Temporal and its UI. @default free ones */
  readonly temporalPort?: number | undefined;
  readonly uiPort?: number | undefined;
  readonly emulator?: EmulatorOptions;
  /** Told what takes long, in one line. @default nobody */
  readonly onProgress?: (message: string) => void;
  /** Gives the start up when aborted, and stops what had started. */
  readonly signal?: AbortSignal;
}

/** Everything a generation needs, on this machine, without spending anything. */
export interface LocalStack extends Service {
  readonly videos: VideoClient;
  readonly bucket: Bucket;
  readonly emulator: Emulator;
  /** Where the Temporal UI is; `undefined` for a Temporal server that ran already. */
  readonly uiUrl: string | undefined;
  /** Where the bucket's objects lie as plain files; `undefined` for an S3 server that ran already. */
  readonly objectsFolder: string | undefined;
  /** The variables with which `reelwork generate` and friends reach this stack. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * The variables with which `reelwork hold`, `recover` and other commands reach its bucket, the key of its S3 server among
   * them; none for an S3 server that ran already: the environment has them.
   */
  readonly bucketVariables: Readonly<Record<string, string>>;
}

/** Starts Temporal, S3, the gateway emulator, a worker and a callback receiver. A failure stops what had started. */
export const startLocalStack = (options: LocalStackOptions): Promise<LocalStack> =>
  startTogether(async (own) => {
    const { environment, folder, useEnvironment = false, onProgress = () => {} } = options;
    const existing = existingServices(environment, useEnvironment);
    const namespace = 'default';

    onProgress('starting Temporal, S3 and the gateway emulator');
    const temporal =
      existing.temporal === undefined
        ? own(
            await startTemporal({
              path: await findTemporal({ environment, onProgress }),
              folder: join(folder, 'temporal'),
              port: options.temporalPort,
              uiPort: options.uiPort,
            }),
          )
        : { address: existing.temporal, uiUrl: undefined };
    const s3 = existing.s3 === undefined ? own(await startOwnS3(options)) : undefined;
    const emulator = await startEmulator(options.emulator);
    own({ stop: () => emulator.close() });

    const client = await connectClient(own, temporal.address, namespace);
    const bucket = s3 === undefined ? existingBucket(environment) : ownBucket(s3);
    const callbacks = await startLocalCallbacks(own, client);
    const { address } = temporal;
    await startLocalWorker(own, { address, namespace, taskQueue: localTaskQueue, bucket, emulator, callbacks });

    return {
      videos: new VideoClient({ client, taskQueue: localTaskQueue }),
      bucket,
      emulator,
      uiUrl: temporal.uiUrl,
      objectsFolder: s3?.folder,
      variables: { TEMPORAL_ADDRESS: temporal.address, REELWORK_TASK_QUEUE: localTaskQueue },
      bucketVariables: s3 === undefined ? {} : variablesOf(s3),
    };
  }, options.signal);

async function startOwnS3({ environment, folder, onProgress }: LocalStackOptions): Promise<S3> {
  const program = await findS3({ environment, onProgress });
  return startS3({ program, folder: join(folder, 's3'), environment });
}

function ownBucket({ endpoint, region, accessKeyId, secretAccessKey, bucket }: S3): Bucket {
  const client = createS3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  return createS3Bucket({ client, bucket });
}

const variablesOf = ({ endpoint, region, accessKeyId, secretAccessKey, bucket }: S3) => ({
  S3_BUCKET: bucket,
  S3_ENDPOINT: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});

async function connectClient(own: Own, address: string, namespace: string): Promise<Client> {
  const connection = await Connection.connect({ address });
  own({ stop: () => connection.close() });
  return new Client({ connection, namespace });
}
