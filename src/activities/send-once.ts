import { log } from '@temporalio/activity';
import type { Money } from '../domain/money.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { SubmitVerdict, UnknownSubmission } from '../domain/submission.js';
import type { AcceptanceRecord, SubmissionRecord } from '../ledger/records.js';
import { ProviderError } from '../providers/provider-error.js';
import type { Submitter } from '../providers/gateway-accounts.js';
import type { Accepted } from '../providers/video-model.js';
import { failedSubmission } from '../providers/submit-verdict.js';
import type { Admission } from './admission.js';
import type { OpenNote } from './attempt-note.js';
import { factsOf, typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { earlierSubmission } from './earlier-submission.js';
import { notSent, refusedSubmission } from './failure.js';
import { turnedAway } from './turned-away.js';
import { holdAccount, holdCodeOf } from './hold-account.js';
import { remember } from './remember.js';
import { releaseOrder } from './reserve-order.js';
import { createRightToSend, type RightToSend } from './right-to-send.js';
import type { Stopwatch } from './stopwatch.js';
import type { SubmitOrder } from './submit.js';

/** A submission that is ready to be sent. */
export interface Submission {
  readonly id: string;
  readonly n: number;
  /** What the ledger is to hold before the first byte leaves. */
  readonly record: SubmissionRecord;
  /** The list price. */
  readonly price: Money;
  readonly note: OpenNote;
  readonly submitter: Submitter;
  readonly request: CheckedRequest;
  readonly sinceStart: Stopwatch;
  readonly admission: Admission;
  /** Which other models may serve the request. */
  readonly others?: SubmitOrder['others'];
}

/** Sends a submission if the ledger gives it the right to. Nothing that can fail comes between answer and ledger. */
export async function sendOnce(dependencies: ActivityDependencies, submission: Submission): Promise<SubmitVerdict> {
  const { id, n, record, note, submitter, request, sinceStart } = submission;
  const callbackUrl = factsOf(dependencies, request.model).callbacks ? dependencies.callbackUrl?.(id, n) : undefined;
  const { ledger, marks } = dependencies;
  const right = createRightToSend({ ledger, marks, id, n, record, note, sinceStart });
  try {
    const accepted = await submitter.adapter.submit(request, {
      wireKey: record.wireKey,
      callbackUrl,
      beforeSending: () => right.take(),
    });
    return await afterAcceptance(dependencies, submission, {
      ...accepted,
      callbackExpected: callbackUrl !== undefined,
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) return afterBreakingOff(dependencies, submission, error);
    if (failedSubmission[error.kind] === 'unknown') return afterUnclearAnswer(dependencies, submission, error);
    return afterRefusal(dependencies, submission, { error, right });
  }
}

async function afterAcceptance(
  dependencies: ActivityDependencies,
  { id, n, record, price, request, admission }: Submission,
  { taskId, estimatedSeconds, reserved, callbackExpected }: Accepted & { readonly callbackExpected: boolean },
): Promise<SubmitVerdict> {
  const typicalSeconds = typicalSecondsOf(dependencies, request.model);
  const { gateway, account, endpoint } = record;
  const acceptance: AcceptanceRecord = {
    schema: 1,
    task: { gateway, account, endpoint, taskId },
    acceptedAt: new Date().toISOString(),
    expectedSeconds: dependencies.typicalSeconds ?? estimatedSeconds ?? typicalSeconds,
    typicalSeconds,
    callbackExpected,
    cost: reserved ?? price,
    budgets: record.budgets,
  };
  const inLedger = await remember(dependencies, { id, n, acceptance });
  if (inLedger) await dependencies.marks.clear(record, record).catch(() => {});
  await admission.answered();
  return { ...acceptance, state: 'accepted', n, inLedger };
}

function afterBreakingOff(dependencies: ActivityDependencies, submission: Submission, error: unknown): SubmitVerdict {
  const reason = 'the submission broke off';
  log.warn('submission outcome unknown', { reason, error });
  return toUnknown(dependencies, submission, { reason, named: [] });
}

async function afterUnclearAnswer(
  dependencies: ActivityDependencies,
  submission: Submission,
  error: ProviderError,
): Promise<SubmitVerdict> {
  const { message: reason, namedTasks: named } = error;
  const { id, n, admission } = submission;
  log.warn('submission outcome unknown', { reason, error });
  // The verdict may be lost with this attempt. Whoever looks for the submission then finds the note.
  if (named.length > 0) await dependencies.ledger.note(id, n, named).catch(() => {});
  await admission.failed(error, { wasReady: true });
  return toUnknown(dependencies, submission, { reason, named });
}

function toUnknown(
  dependencies: ActivityDependencies,
  { n, record, price: cost, request }: Submission,
  { reason, named }: Required<Pick<UnknownSubmission, 'reason' | 'named'>>,
): UnknownSubmission {
  const { wireKey, account, nonce, at: since } = record;
  const typicalSeconds = typicalSecondsOf(dependencies, request.model);
  return { state: 'unknown', n, wireKey, account, nonce, since, typicalSeconds, reason, cost, named };
}

/** It was not taken, by proof: the right to send it goes back, and the account is held, another model asked, or it is repeated. */
async function afterRefusal(
  dependencies: ActivityDependencies,
  { id, n, record, note, request, admission, others }: Submission,
  { error, right }: { readonly error: ProviderError; readonly right: RightToSend },
): Promise<SubmitVerdict> {
  const code = holdCodeOf[error.kind];
  const refusal = refusedSubmission(error);
  const { state } = await right.giveBack().catch((trouble: unknown) => {
    throw code === undefined && refusal.nonRetryable === true ? refusal : trouble;
  });
  await admission.giveBack(error);
  await releaseOrder(dependencies, { id, n, record });
  if (state !== 'none') return earlierSubmission(dependencies, { id, n, model: request.model, attempt: record, note });
  const stoppedUntilMs = await admission.failed(error, { wasReady: right.wasAsked() });
  if (code !== undefined) return holdAccount(dependencies, { record, code, reason: error.message });
  const isStopped = stoppedUntilMs !== undefined && others === 'untried';
  const declined = others && (isStopped ? 'now' : turnedAway(error, others));
  if (declined !== undefined) return { state: 'refused', declined, reason: error.message };
  throw stoppedUntilMs === undefined ? refusal : notSent(error, stoppedUntilMs);
}
