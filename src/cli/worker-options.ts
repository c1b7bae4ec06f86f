import { need, type Config } from '../config.js';
import { createS3Bucket } from '../storage/s3-bucket.js';
import { createS3Client } from '../storage/s3-client.js';
import type { VideoWorkerOptions } from '../worker.js';
import { callbackPurposes, callbackUrlsOptions } from './serve-callbacks.js';

/** A custom S3 server seldom cares for the region, but the AWS SDK wants one. */
const regionOfCustomServers = 'us-east-1';

/** What the variables of every worker are for, where one is missing. */
const purposes = {
  EVOLINK_API_KEY: 'orders videos from EvoLink',
  S3_BUCKET: 'the bucket for videos and the ledger',
} as const;

/** What a worker is to do, by the environment. Throws one `ConfigError` that names everything that is missing. */
export function workerOptions(
  config: Config,
  { callbacks }: { readonly callbacks: boolean },
): Omit<VideoWorkerOptions, 'connection' | 'namespace'> {
  const asksForCallbacks = callbacks || config.CALLBACK_PUBLIC_URL !== undefined;
  const { EVOLINK_API_KEY: apiKey, S3_BUCKET: bucket } = need(
    config,
    asksForCallbacks ? { ...purposes, ...callbackPurposes } : purposes,
  );
  const endpoint = config.S3_ENDPOINT;
  const region = config.AWS_REGION ?? (endpoint === undefined ? undefined : regionOfCustomServers);
  return {
    taskQueue: config.REELWORK_TASK_QUEUE,
    gateways: {
      evolink: { apiKey, baseUrl: config.EVOLINK_BASE_URL, exclusive: config.EVOLINK_ACCOUNT_EXCLUSIVE },
    },
    bucket: createS3Bucket({ client: createS3Client({ endpoint, region }), bucket }),
    prefix: config.S3_PREFIX,
    callbacks: asksForCallbacks ? callbackUrlsOptions(config) : undefined,
    prices: config.REELWORK_PRICES,
    typicalSeconds: config.REELWORK_TYPICAL_SECONDS,
    allowPrivateHosts: config.REELWORK_ALLOW_PRIVATE_HOSTS,
  };
}
