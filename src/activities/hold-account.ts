import { log } from '@temporalio/activity';
import { describeHold, type Hold, type HoldCode } from '../domain/hold.js';
import type { HeldSubmission } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { ProviderErrorKind } from '../providers/provider-error.js';
import type { ActivityDependencies } from './dependencies.js';

/** Refusals that mean all orders of an account, and that a person can mend without touching the request. */
export const holdCodeOf: Readonly<Partial<Record<ProviderErrorKind, HoldCode>>> = {
  'no-credit': 'NO_CREDIT',
  authentication: 'WRONG_KEY',
};

/** The verdict on an order that a standing hold stops. */
export const heldBy = (hold: Hold): HeldSubmission => ({
  state: 'held',
  code: hold.code,
  message: describeHold(hold),
  hold,
  inBucket: true,
});

export interface RefusedAccount {
  /** Of the order that was refused. */
  readonly record: SubmissionRecord;
  readonly code: HoldCode;
  /** The gateway's refusal. */
  readonly reason: string;
}

/** Holds the account that a gateway has refused, for all of its orders. Never rejects: the refused one is held anyway. */
export async function holdAccount(
  { holds }: ActivityDependencies,
  { record: { gateway, account }, code, reason }: RefusedAccount,
): Promise<HeldSubmission> {
  const since = new Date().toISOString();
  const hold: Hold = { scope: { kind: 'account', gateway, account }, code, reason, since, by: 'reelwork' };
  log.warn('the gateway refuses the account: its orders are held', { gateway, account, code });
  try {
    return heldBy((await holds.set(hold)).hold);
  } catch (error) {
    log.error('a hold is not in the bucket yet', { gateway, account, error });
    return { ...heldBy(hold), inBucket: false };
  }
}
