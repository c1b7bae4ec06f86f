import type { Config } from '../config.js';
import { createObjectKeys } from '../domain/object-keys.js';
import { createBudgets, type Budgets } from '../ledger/budgets.js';
import { configuredBucket } from './configured-bucket.js';

/** The budgets in the environment's bucket, which must be that of the workers. */
export interface ConfiguredBudgets {
  readonly budgets: Budgets;
  /** Where what a person has set for a budget lies, for people to compare with what the workers use. */
  readonly uriOf: (name: string) => string;
}

/** Nothing is asked of S3 yet. Throws a `ConfigError` where no bucket is named. */
export function configuredBudgets(config: Config): ConfiguredBudgets {
  const bucket = configuredBucket(config);
  const keys = createObjectKeys(config.S3_PREFIX);
  return { budgets: createBudgets(bucket, keys), uriOf: (name) => `s3://${bucket.name}/${keys.budgets.terms(name)}` };
}
