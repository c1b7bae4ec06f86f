import { need, type Config } from '../config.js';
import type { VideoWorkerOptions } from '../worker.js';
import { bucketPurpose, configuredBucket } from './configured-bucket.js';
import { configuredGateways, noKey } from './configured-gateways.js';
import { callbackPurposes, callbackUrlsOptions } from './serve-callbacks.js';

/** What a worker is to do, by the environment. Throws one `ConfigError` that names everything that is missing. */
export function workerOptions(
  config: Config,
  { callbacks }: { readonly callbacks: boolean },
): Omit<VideoWorkerOptions, 'connection' | 'namespace'> {
  const asksForCallbacks = callbacks || config.CALLBACK_PUBLIC_URL !== undefined;
  const gateways = configuredGateways(config);
  const hasKey = Object.values(gateways).some((accounts) => accounts.length > 0);
  const purposes = asksForCallbacks ? { ...bucketPurpose, ...callbackPurposes } : bucketPurpose;
  need(config, purposes, hasKey ? [] : [noKey]);
  return {
    taskQueue: config.REELWORK_TASK_QUEUE,
    gateways,
    bucket: configuredBucket(config),
    prefix: config.S3_PREFIX,
    callbacks: asksForCallbacks ? callbackUrlsOptions(config) : undefined,
    prices: config.REELWORK_PRICES,
    ffmpeg: { ffmpegPath: config.REELWORK_FFMPEG, ffprobePath: config.REELWORK_FFPROBE },
    typicalSeconds: config.REELWORK_TYPICAL_SECONDS,
    allowPrivateHosts: config.REELWORK_ALLOW_PRIVATE_HOSTS,
  };
}
