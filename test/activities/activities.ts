import { createHash, randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { expect } from 'vitest';
import { createActivities } from '../../src/activities/index.js';
import type { AcceptedSubmission } from '../../src/domain/submission.js';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { knownModels } from '../../src/domain/requests/model-catalogue.js';
import { ffmpegOnPath, type Ffmpeg } from '../../src/film/ffmpeg.js';
import { createBucketMemory } from '../../src/ledger/bucket-memory.js';
import { knownPrices, type PriceList } from '../../src/pricing/price-list.js';
import { listed } from '../../src/pricing/prices.js';
import { createVideoDownload } from '../../src/providers/download.js';
import { createGatewayAccounts } from '../../src/providers/gateway-accounts.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { clientOf, type S3Server } from '../helpers/s3.js';

export const model = 'evolink/wan2.6-text-to-video' as const;

export interface ActivitiesOptions {
  /** Hosts whose links may lead to this machine. */
  readonly allowPrivateHosts?: readonly string[];
  /** What the attempt before told the server last. */
  readonly heartbeatDetails?: object;
  /** Which attempt it is. @default 1 */
  readonly attempt?: number;
  /** Whether nothing else orders from the account. */
  readonly exclusive?: boolean;
  /** How many tasks of a model the account may have running. @default any number */
  readonly maxRunning?: number;
  /** How long generations are said to take. @default 600 */
  readonly typicalSeconds?: number;
  /** @default a generation of its own */
  readonly id?: string;
  /** @default the test's own */
  readonly prefix?: string;
  /** @default the known ones */
  readonly prices?: PriceList;
  /** @default the one on `PATH` */
  readonly ffmpeg?: Ffmpeg;
}

/** What one test does to an account, no other one meets. */
const ownPrefix = (): string => {
  const { currentTestName = '' } = expect.getState();
  return `films-${createHash('sha256').update(currentTestName).digest('hex').slice(0, 12)}`;
};

/** Activities as a worker runs them for a generation of its own, with a real bucket and the gateway at `baseUrl`. */
export function activitiesAt(s3: S3Server, baseUrl: string, options: ActivitiesOptions = {}) {
  const { id = `ad-${randomUUID()}`, prefix = ownPrefix() } = options;
  const keys = createObjectKeys(prefix);
  const bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
  const memory = createBucketMemory(bucket, keys);
  const activities = createActivities({
    accounts: createGatewayAccounts({
      evolink: { apiKey: 'sk-of-this-test', baseUrl, exclusive: options.exclusive, maxRunning: options.maxRunning },
      aimlapi: { apiKey: 'sk-of-this-test', baseUrl },
    }),
    bucket,
    prefix,
    keys,
    ...memory,
    models: knownModels,
    prices: listed(options.prices ?? knownPrices),
    download: createVideoDownload({ allowPrivateHosts: options.allowPrivateHosts }),
    ffmpeg: options.ffmpeg ?? ffmpegOnPath,
    callbackUrl: undefined,
    typicalSeconds: options.typicalSeconds ?? 600,
    searchAttributesRegistered: async () => false,
    isRunning: async () => false,
  });
  const environment = new MockActivityEnvironment(
    {
      workflowExecution: { workflowId: id, runId: randomUUID() },
      workflowNamespace: 'default',
      heartbeatDetails: options.heartbeatDetails,
      attempt: options.attempt ?? 1,
    },
    { logger: new DefaultLogger('ERROR', () => {}) },
  );
  return { id, keys, bucket, prefix, ...memory, activities, environment };
}

/** A task that was accepted so many seconds ago. */
export const acceptedBefore = (seconds: number): AcceptedSubmission => ({
  state: 'accepted',
  n: 1,
  task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: 'task-unified-1' },
  acceptedAt: new Date(Date.now() - seconds * 1000).toISOString(),
  expectedSeconds: 600,
  typicalSeconds: 600,
  callbackExpected: false,
  inLedger: true,
  cost: { amount: '1', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
});

/** The failure with which an attempt ends. */
export async function failureOf(attempt: Promise<unknown>): Promise<ApplicationFailure> {
  const error = await attempt.then(
    () => expect.unreachable('the attempt succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof ApplicationFailure) return error;
  throw error;
}
