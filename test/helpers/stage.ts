import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { VideoClient } from '../../src/client/video-client.js';
import { byGateway } from '../../src/domain/models.js';
import { createObjectKeys, type ObjectKeys } from '../../src/domain/object-keys.js';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/testing/emulator/index.js';
import { startLocalCallbacks } from '../../src/testing/local-stack/local-callbacks.js';
import { startTogether, type Service } from '../../src/testing/local-stack/services.js';
import { createBudgets, type Budgets } from '../../src/ledger/budgets.js';
import { createHolds, type Holds } from '../../src/ledger/holds.js';
import { createWorker } from '../../src/worker.js';
import type { Backends, TemporalBackend } from './backends.js';
import { startHttpProxy, type Meddling } from './http-proxy.js';
import type { ModelDefinition } from '../../src/domain/requests/define-model.js';
import type { GatewayAccountsOptions } from '../../src/providers/gateway-accounts.js';
import type { Clean } from './reelwork-process.js';
import { readHistory, type ReadableHistory } from './history.js';

export interface StageOptions {
  /** Jobs are quick unless told otherwise. */
  readonly emulator?: EmulatorOptions;
  /** Whether the gateway is asked to call back. @default false */
  readonly callbacks?: boolean;
  /** How long generations are said to take, so that runs read early. @default 2 */
  readonly typicalSeconds?: number | 'by-gateway';
  /** Whether a worker starts at once. @default true */
  readonly worker?: boolean;
  /** Goes on with another stage's gateway, bucket and names. @default everything of its own */
  readonly after?: Stage;
  /** @default the file's own */
  readonly temporal?: TemporalBackend;
  /** @default the worker's own */
  readonly submitSeconds?: number;
  /** Whether the account is configured as ordering for nobody else. @default false */
  readonly exclusive?: boolean;
  /** How many tasks of a model each account may have running. @default what its gateway documents */
  readonly maxRunning?: number;
  /** Models that workers, clients and gateway know beside the usual ones. @default none */
  readonly models?: readonly ModelDefinition[];
  /** Accounts that differ from the usual ones, by gateway; `undefined` for a gateway that is not served. */
  readonly gateways?: GatewayAccountsOptions;
  /** What is done to the traffic between workers and gateway. @default nothing */
  readonly between?: Meddling;
}

/** One gateway, worker, callback receiver, task queue and part of the bucket: nobody else's runs are in the way. */
export interface Stage extends Service {
  readonly client: Client;
  readonly videos: VideoClient;
  readonly emulator: Emulator;
  readonly taskQueue: string;
  readonly prefix: string;
  readonly keys: ObjectKeys;
  readonly holds: Holds;
  readonly budgets: Budgets;
  /** Nothing of these may ever be seen outside; the callback address is that of `id`. */
  readonly secretsOf: (id: string) => readonly string[];
  /** Starts one more worker, on this stage's part of the bucket unless told otherwise. */
  readonly startWorker: (otherPrefix?: string) => Promise<Service>;
  /** The run's events so far. */
  readonly history: (id: string) => Promise<ReadableHistory>;
  /** Does what the gateway does when a task ends, or what somebody does who has got hold of the address. */
  readonly callBack: (id: string, taskId?: string, claims?: object) => Promise<number>;
  /** Sends something to a path of the callback receiver. */
  readonly callAt: (path: string, body: string) => Promise<number>;
  /** A JSON object in the bucket. */
  readonly stored: (key: string) => Promise<unknown>;
}

export const setStage = (backends: Backends, options: StageOptions = {}): Promise<Stage> =>
  startTogether(async (own) => {
    const { after, temporal = backends.temporal, worker = true, typicalSeconds = 2 } = options;
    const { bucket, workflowBundle } = backends;
    const { client, connection } = temporal;
    const taskQueue = `queue-${randomUUID()}`;
    const prefix = after?.prefix ?? `test-${randomUUID()}`;
    const keys = createObjectKeys(prefix);
    const emulator =
      after?.emulator ??
      (await startEmulator({ ffmpeg: 'none', queueSeconds: 0.1, runSeconds: 0.2, ...options.emulator }));
    if (after === undefined) own({ stop: () => emulator.close() });

    const { between } = options;
    const clean: Clean = (stop) => own({ stop: async () => void stop() });
    const gatewayUrl = between === undefined ? emulator.url : await startHttpProxy(() => emulator.url, between, clean);

    const callbacks = await startLocalCallbacks(own, client);
    const urls = createCallbackUrls(callbacks);
    const callAt = async (path: string, body: string) => {
      const response = await fetch(new URL(path, callbacks.publicUrl), { method: 'POST', body });
      return response.status;
    };

    const apiKey = `key-${randomUUID()}`;
    const account = {
      apiKey,
      baseUrl: gatewayUrl,
      timeLimits: { submitSeconds: options.submitSeconds },
      exclusive: options.exclusive,
      maxRunning: options.maxRunning,
    };
    const startWorker = async (workerPrefix = prefix) => {
      const working = await createWorker({
        connection,
        taskQueue,
        gateways: { ...byGateway(() => account), ...options.gateways },
        models: options.models,
        bucket,
        prefix: workerPrefix,
        callbacks: options.callbacks === true ? callbacks : undefined,
        typicalSeconds: typicalSeconds === 'by-gateway' ? undefined : typicalSeconds,
        allowPrivateHosts: [new URL(emulator.url).host],
        shutdownGraceSeconds: 1,
        workflowBundle,
      });
      const running = working.run();
      running.catch(() => {});
      return own({
        async stop() {
          working.shutdown();
          await running;
        },
      });
    };
    if (worker) await startWorker();

    return {
      client,
      videos: new VideoClient({ client, taskQueue }),
      emulator,
      taskQueue,
      prefix,
      keys,
      holds: createHolds(bucket, keys),
      budgets: createBudgets(bucket, keys),
      secretsOf: (id) => [
        apiKey,
        callbacks.secret,
        backends.s3.secretAccessKey,
        new URL(urls.urlFor({ id, n: 1 })).pathname.replace('/callbacks/', ''),
      ],
      startWorker,
      history: (id) => readHistory(client, id),
      callBack: (id, taskId, claims = {}) =>
        callAt(new URL(urls.urlFor({ id, n: 1 })).pathname, JSON.stringify({ ...claims, id: taskId })),
      callAt,
      async stored(key) {
        const text = await bucket.readText(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
    };
  });
