import { need, type Config } from '../config.js';
import type { VideoWorkerOptions } from '../worker.js';
import { bucketPurpose, configuredBucket } from './configured-bucket.js';
import { callbackPurposes, callbackUrlsOptions } from './serve-callbacks.js';

/** What the variables of every worker are for, where one is missing. */
const purposes = { EVOLINK_API_KEY: 'orders videos from EvoLink', ...bucketPurpose } as const;

/** What a worker is to do, by the environment. Throws one `ConfigError` that names everything that is missing. */
export function workerOptions(
  config: Config,
  { callbacks }: { readonly callbacks: boolean },
): Omit<VideoWorkerOptions, 'connection' | 'namespace'> {
  const asksForCallbacks = callbacks || config.CALLBACK_PUBLIC_URL !== undefined;
  const { EVOLINK_API_KEY: apiKey } = need(config, asksForCallbacks ? { ...purposes, ...callbackPurposes } : purposes);
  return {
    taskQueue: config.REELWORK_TASK_QUEUE,
    gateways: {
      evolink: { apiKey, baseUrl: config.EVOLINK_BASE_URL, exclusive: config.EVOLINK_ACCOUNT_EXCLUSIVE },
    },
    bucket: configuredBucket(config),
    prefix: config.S3_PREFIX,
    callbacks: asksForCallbacks ? callbackUrlsOptions(config) : undefined,
    prices: config.REELWORK_PRICES,
    typicalSeconds: config.REELWORK_TYPICAL_SECONDS,
    allowPrivateHosts: config.REELWORK_ALLOW_PRIVATE_HOSTS,
  };
}
