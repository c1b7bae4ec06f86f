import type { Config } from '../config.js';
import type { HoldScope } from '../domain/hold.js';
import { gateways, type Gateway } from '../domain/models.js';
import { createObjectKeys } from '../domain/object-keys.js';
import type { Outage } from '../domain/outage.js';
import { createHolds, type Holds } from '../ledger/holds.js';
import { createOutages } from '../ledger/outages.js';
import { configuredBucket } from './configured-bucket.js';

/** The holds in the environment's bucket, which must be that of the workers. */
export interface ConfiguredHolds {
  readonly holds: Holds;
  /** Where a scope's hold lies, for people to compare with what the workers use. */
  readonly uriOf: (scope: HoldScope) => string;
  /** The outages that keep the configured accounts from ordering. */
  readonly outages: () => Promise<readonly AccountOutage[]>;
}

/** An outage, and the account that has met it. */
export interface AccountOutage extends Outage {
  readonly gateway: Gateway;
  readonly account: string;
}

/** Nothing is asked of S3 yet. Throws a `ConfigError` where no bucket is named. */
export function configuredHolds(config: Config): ConfiguredHolds {
  const bucket = configuredBucket(config);
  const keys = createObjectKeys(config.S3_PREFIX);
  const outages = createOutages(bucket, keys);
  const payers = gateways.flatMap((gateway) => config.accounts[gateway].map(({ account }) => ({ gateway, account })));
  return {
    holds: createHolds(bucket, keys),
    uriOf: (scope) => `s3://${bucket.name}/${keys.hold(scope)}`,
    async outages() {
      const found = await Promise.all(
        payers.map(async (payer) => ({ payer, outage: (await outages.find(payer))?.outage })),
      );
      return found.flatMap(({ payer, outage }) =>
        outage === undefined || outage.stops === 0 ? [] : { ...payer, ...outage },
      );
    },
  };
}
