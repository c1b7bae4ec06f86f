import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type NativeConnection, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from './activities/index.js';
import { builtWorkflows } from './built-workflows.js';
import { createCallbackUrls, type CallbackUrlsOptions } from './callbacks/callback-urls.js';
import { gateways } from './domain/models.js';
import { createObjectKeys } from './domain/object-keys.js';
import type { ModelDefinition } from './domain/requests/define-model.js';
import { createModelCatalogue } from './domain/requests/model-catalogue.js';
import { defaultTaskQueue, filmQueue, readQueue, submitQueue, transferQueue } from './domain/task-queues.js';
import { submitLimits } from './domain/time-limits.js';
import { ffmpegOnPath, type Ffmpeg } from './film/ffmpeg.js';
import { createBucketMemory } from './ledger/bucket-memory.js';
import { pricesOf, type PriceList } from './pricing/price-list.js';
import { createPrices } from './pricing/prices.js';
import { readRate, submitRate } from './providers/account-limits.js';
import { createVideoDownload } from './providers/download.js';
import { createGatewayAccounts, type GatewayAccountsOptions } from './providers/gateway-accounts.js';
import { createIsRunning } from './running-workflows.js';
import { watchSearchAttributes } from './registered-search-attributes.js';
import { warnWithoutFfmpeg } from './warn-without-ffmpeg.js';
import type { Bucket } from './storage/bucket.js';
import { probeBucket } from './storage/probe-bucket.js';
import { together, type VideoWorker } from './workers-together.js';

const workflowsUrl = new URL(`./workflows/index${extname(import.meta.url)}`, import.meta.url);

/** The file that holds Reelwork's workflows, for whoever bundles them. */
export const workflowsPath = fileURLToPath(workflowsUrl);

const defaultTransferSlots = 8;
const defaultFilmSlots = 1;

/** What a worker works with: Temporal, the gateways and their keys, the bucket. */
export interface VideoWorkerOptions {
  readonly connection: NativeConnection;
  /** @default 'default' */
  readonly namespace?: string;
  /** Name of the workflows' task queue, and first part of the others'. @default 'reelwork' */
  readonly taskQueue?: string;
  /** The gateways to serve, with their keys. */
  readonly gateways: GatewayAccountsOptions;
  /** Models that Reelwork does not know by itself, of `defineModel`. @default none */
  readonly models?: readonly ModelDefinition[] | undefined;
  /** Where the videos and the ledger go. It must refuse a conditional write to a taken key. */
  readonly bucket: Bucket;
  /** Below which key everything lies. @default '' */
  readonly prefix?: string;
  /** Where gateways reach the callback receiver. @default no callbacks are asked for */
  readonly callbacks?: CallbackUrlsOptions | undefined;
  /** What counts instead of the prices that Reelwork knows, model by model. @default none */
  readonly prices?: PriceList;
  /** Used instead of every model's own and the gateways' estimates, in seconds: for emulators and tests. */
  readonly typicalSeconds?: number | undefined;
  /** Hosts, with or without port, whose links may lead to private addresses: for a gateway on this machine. */
  readonly allowPrivateHosts?: readonly string[];
  /** Transfers at a time. Each holds at most 32 MiB. @default 8 */
  readonly transferSlots?: number;
  /** Films at a time. Each keeps all processors busy. @default 1 */
  readonly filmSlots?: number;
  /** What makes films, and takes the frames on which shots go on. @default the one on `PATH` */
  readonly ffmpeg?: Ffmpeg;
  /** How long a shutdown lets activities finish, in seconds. A shorter one may cut paid requests. @default 150 */
  readonly shutdownGraceSeconds?: number;
  /** `workflowsPath`, bundled beforehand with the installed SDK. @default as the build bundled it, else bundled at each start */
  readonly workflowBundle?: WorkflowBundleOption;
}

/** A worker for every workflow and activity of Reelwork. Fails at once when the bucket can't keep the ledger's promise. */
export async function createWorker({
  connection,
  namespace = 'default',
  taskQueue = defaultTaskQueue,
  prefix = '',
  transferSlots = defaultTransferSlots,
  filmSlots = defaultFilmSlots,
  ffmpeg = ffmpegOnPath,
  shutdownGraceSeconds = submitLimits.shutdownGrace,
  ...options
}: VideoWorkerOptions): Promise<VideoWorker> {
  const { bucket, callbacks } = options;
  const keys = createObjectKeys(prefix);
  await probeBucket(bucket, keys.probe(crypto.randomUUID()));

  const urls = callbacks && createCallbackUrls(callbacks);
  const { models: defined = [] } = options;
  const accounts = createGatewayAccounts(options.gateways, defined);
  const models = createModelCatalogue(defined);
  const activities = createActivities({
    accounts,
    models,
    bucket,
    prefix,
    keys,
    ...createBucketMemory(bucket, keys),
    prices: createPrices(
      { ...pricesOf(defined), ...options.prices },
      (gateway, label) => accounts.find((each) => each.gateway === gateway && each.account === label)?.baseUrl,
    ),
    download: createVideoDownload({ allowPrivateHosts: options.allowPrivateHosts }),
    ffmpeg,
    callbackUrl: urls && ((id, n) => urls.urlFor({ id, n })),
    typicalSeconds: options.typicalSeconds,
    searchAttributesRegistered: watchSearchAttributes(connection, namespace),
    isRunning: createIsRunning(connection, namespace),
  });

  const common = { connection, namespace, shutdownGraceTime: `${shutdownGraceSeconds} seconds` } as const;
  const workflowBundle = options.workflowBundle ?? builtWorkflows();
  const workflows = workflowBundle === undefined ? { workflowsPath } : { workflowBundle };
  const servedGateways = gateways.filter((gateway) => accounts.some((account) => account.gateway === gateway));
  const activityWorker = (queue: string, served: object, limits: Partial<WorkerOptions>) =>
    Worker.create({ ...common, taskQueue: queue, activities: served, ...limits });
  await warnWithoutFfmpeg(ffmpeg);
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue, ...workflows, activities: activities.main }),
    activityWorker(transferQueue(taskQueue), activities.transfer, {
      maxConcurrentActivityTaskExecutions: transferSlots,
    }),
    activityWorker(filmQueue(taskQueue), activities.film, { maxConcurrentActivityTaskExecutions: filmSlots }),
    // The server keeps to the gateways' rates, whichever workers there are.
    ...servedGateways.flatMap((gateway) => [
      activityWorker(submitQueue(taskQueue, gateway), activities.submit, {
        maxTaskQueueActivitiesPerSecond: submitRate(accounts, gateway, models),
      }),
      activityWorker(readQueue(taskQueue, gateway), activities.read, {
        maxTaskQueueActivitiesPerSecond: readRate(accounts, gateway, models),
      }),
    ]),
  ]);
  return together(workers);
}

export type { CallbackUrlsOptions } from './callbacks/callback-urls.js';
export type { PriceList } from './pricing/price-list.js';
export type { Ffmpeg } from './film/ffmpeg.js';
export type { GatewayAccountsOptions } from './providers/gateway-accounts.js';
export type { Bucket } from './storage/bucket.js';
export { BucketError, type BucketErrorReason } from './storage/bucket-error.js';
export { createS3Bucket, type S3BucketOptions } from './storage/s3-bucket.js';
export { createS3Client, type S3ClientOptions } from './storage/s3-client.js';
export type { VideoWorker } from './workers-together.js';
