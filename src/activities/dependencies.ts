import type { ModelFacts, ModelId } from '../domain/models.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { ModelCatalogue } from '../domain/requests/model-catalogue.js';
import type { Ffmpeg } from '../film/ffmpeg.js';
import type { BucketMemory } from '../ledger/bucket-memory.js';
import type { Market } from '../pricing/offers.js';
import type { Prices } from '../pricing/prices.js';
import { submitterFor, type GatewayAccounts } from '../providers/gateway-accounts.js';
import type { VideoDownload } from '../providers/download.js';
import type { Bucket } from '../storage/bucket.js';
import { transientFailure } from './failure.js';

/** What the activities need from the outside. */
export interface ActivityDependencies extends BucketMemory {
  readonly accounts: GatewayAccounts;
  readonly models: ModelCatalogue;
  readonly bucket: Bucket;
  /** The prefix below which `keys` lie: part of what a wire key is made from. */
  readonly prefix: string;
  readonly keys: ObjectKeys;
  readonly prices: Prices;
  readonly download: VideoDownload;
  readonly ffmpeg: Ffmpeg;
  /** The address a gateway may call for one submission; `undefined` when no callbacks are asked for. */
  readonly callbackUrl: ((id: string, n: number) => string) | undefined;
  /** Used instead of every model's own and the gateways' estimates, in seconds: for emulators and tests. */
  readonly typicalSeconds: number | undefined;
  /** Whether this namespace knows Reelwork's search attributes: upserting an unknown one wedges a workflow. */
  readonly searchAttributesRegistered: () => Promise<boolean>;
  /** Whether Temporal runs a workflow of this id. */
  readonly isRunning: (workflowId: string) => Promise<boolean>;
}

/** What is known here of models, prices and accounts. */
export const marketOf = ({ models, prices, accounts, callbackUrl }: ActivityDependencies): Market => ({
  models,
  prices,
  asksForCallbacks: callbackUrl !== undefined,
  isServed: (model, account) => submitterFor(accounts, model, account) !== undefined,
});

/** What is known of a model, or a failure that the server repeats: another worker may know it. */
export function factsOf({ models }: Pick<ActivityDependencies, 'models'>, model: ModelId): ModelFacts {
  const facts = models.find(model)?.facts;
  if (facts === undefined) throw transientFailure(`this worker does not know ${model}`, 'NotConfigured');
  return facts;
}

/** How long a generation by this model usually takes, in seconds. */
export const typicalSecondsOf = (
  { typicalSeconds, ...dependencies }: Pick<ActivityDependencies, 'typicalSeconds' | 'models'>,
  model: ModelId,
): number => typicalSeconds ?? factsOf(dependencies, model).typicalSeconds;
