import type { Config } from '../config.js';
import type { HoldScope } from '../domain/hold.js';
import { createObjectKeys } from '../domain/object-keys.js';
import { createHolds, type Holds } from '../ledger/holds.js';
import { configuredBucket } from './configured-bucket.js';

/** The holds in the environment's bucket, which must be that of the workers. */
export interface ConfiguredHolds {
  readonly holds: Holds;
  /** Where a scope's hold lies, for people to compare with what the workers use. */
  readonly uriOf: (scope: HoldScope) => string;
}

/** Nothing is asked of S3 yet. Throws a `ConfigError` where no bucket is named. */
export function configuredHolds(config: Config): ConfiguredHolds {
  const bucket = configuredBucket(config);
  const keys = createObjectKeys(config.S3_PREFIX);
  return { holds: createHolds(bucket, keys), uriOf: (scope) => `s3://${bucket.name}/${keys.hold(scope)}` };
}
