import { models, type ModelId } from '../domain/models.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { BucketMemory } from '../ledger/bucket-memory.js';
import type { PriceList } from '../pricing/price-list.js';
import type { GatewayAccounts } from '../providers/gateway-accounts.js';
import type { VideoDownload } from '../providers/download.js';
import type { Bucket } from '../storage/bucket.js';

/** What the activities need from the outside. */
export interface ActivityDependencies extends BucketMemory {
  readonly accounts: GatewayAccounts;
  readonly bucket: Bucket;
  /** The prefix below which `keys` lie: part of what a wire key is made from. */
  readonly prefix: string;
  readonly keys: ObjectKeys;
  readonly prices: PriceList;
  readonly download: VideoDownload;
  /** The address a gateway may call for one submission; `undefined` when no callbacks are asked for. */
  readonly callbackUrl: ((id: string, n: number) => string) | undefined;
  /** Used instead of every model's own and the gateways' estimates, in seconds: for emulators and tests. */
  readonly typicalSeconds: number | undefined;
  /** Whether this namespace knows Reelwork's search attributes: upserting an unknown one wedges a workflow. */
  readonly searchAttributesRegistered: () => Promise<boolean>;
}

/** How long a generation by this model usually takes, in seconds. */
export const typicalSecondsOf = (
  { typicalSeconds }: Pick<ActivityDependencies, 'typicalSeconds'>,
  model: ModelId,
): number => typicalSeconds ?? models[model].typicalSeconds;
