import type { Command } from 'commander';
import type { HoldScope } from '../domain/hold.js';
import { gateways, isKnownModel, models } from '../domain/models.js';
import type { Config } from '../config.js';
import { UsageError } from './usage-error.js';

export interface HoldTargetOptions {
  readonly account?: string;
}

/** The argument and the option by which `hold` and `release` are told what they are about. */
export const addHoldTarget = (command: Command): Command =>
  command
    .argument('<gateway|model>', 'all of a gateway, or one model')
    .option('--account <label>', 'only what this account of the gateway pays for');

/** What a person names. Throws a `UsageError` that says what there is: a hold of a misspelt name would hold nothing. */
export function toHoldScope(
  target: string,
  { account }: HoldTargetOptions,
  { accounts }: Pick<Config, 'accounts'>,
): HoldScope {
  if (isKnownModel(target)) {
    if (account === undefined) return { kind: 'model', gateway: models[target].gateway, model: target };
    throw wrongTarget(`A model is held for every account: leave --account out, or name its gateway instead.`);
  }
  const gateway = gateways.find((known) => known === target);
  if (gateway === undefined) {
    const known = [...gateways, ...Object.keys(models)].join(', ');
    throw wrongTarget(`'${target}' is neither a gateway nor a model. Known: ${known}`);
  }
  if (account === undefined) return { kind: 'gateway', gateway };
  const labels = accounts[gateway].map((configured) => configured.account);
  if (labels.includes(account)) return { kind: 'account', gateway, account };
  throw wrongTarget(`${gateway} has no account '${account}'. Known: ${labels.join(', ')}`);
}

const wrongTarget = (message: string) => new UsageError('WRONG_USAGE', message);
