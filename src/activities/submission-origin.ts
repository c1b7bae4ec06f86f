import { gatewayOf, type Gateway, type ModelId } from '../domain/models.js';
import type { UnknownSubmission } from '../domain/submission.js';
import { clockSkewSeconds, submitLimits } from '../domain/time-limits.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { LedgerEntry } from '../ledger/submission-ledger.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import type { TimeSpan } from '../providers/video-model.js';
import type { ActivityDependencies } from './dependencies.js';
import { notConfigured } from './task-adapter.js';

/** From where and when a submission was sent, if it was. */
export interface SubmissionOrigin {
  readonly gateway: Gateway;
  readonly account: string;
  readonly endpoint: string;
  /** ISO 8601. */
  readonly sentAt: string;
  /** When the gateway can have created its task, by the gateway's clock. */
  readonly span: TimeSpan;
  /** The budgets that it counts against. */
  readonly budgets: SubmissionRecord['budgets'];
}

/** By its record; where somebody has removed that, by what the run remembers and what this worker is configured for. */
export function submissionOrigin(
  { accounts }: Pick<ActivityDependencies, 'accounts'>,
  model: ModelId,
  unknown: UnknownSubmission,
  entry: LedgerEntry,
): SubmissionOrigin {
  const gateway = gatewayOf(model);
  const record = entry.state === 'none' ? undefined : entry.record;
  const payer = record ?? submitterFor(accounts, model, unknown.account);
  if (payer === undefined) throw notConfigured(model, unknown.account);
  const sentAt = record?.at ?? unknown.since;
  return {
    gateway,
    account: payer.account,
    endpoint: payer.endpoint,
    sentAt,
    span: spanOf(sentAt),
    budgets: record?.budgets,
  };
}

/** When a gateway can have created the task of a submission that was recorded then. */
export function spanOf(recordedAt: string): TimeSpan {
  const seconds = Date.parse(recordedAt) / 1000;
  return {
    from: Math.floor(seconds - clockSkewSeconds),
    to: Math.ceil(seconds + submitLimits.startToClose + clockSkewSeconds),
  };
}
