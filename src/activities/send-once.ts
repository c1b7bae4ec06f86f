import { log } from '@temporalio/activity';
import type { Money } from '../domain/money.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { SubmitVerdict } from '../domain/submission.js';
import type { AcceptanceRecord, SubmissionRecord } from '../ledger/records.js';
import { ProviderError } from '../providers/provider-error.js';
import type { Submitter } from '../providers/gateway-accounts.js';
import { failedSubmission } from '../providers/submit-verdict.js';
import type { Admission } from './admission.js';
import type { OpenNote } from './attempt-note.js';
import { factsOf, typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { earlierSubmission } from './earlier-submission.js';
import { notSent, refusedSubmission } from './failure.js';
import { turnedAway } from './turned-away.js';
import { holdAccount, holdCodeOf } from './hold-account.js';
import { remember } from './remember.js';
import { createRightToSend } from './right-to-send.js';
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
export async function sendOnce(
  dependencies: ActivityDependencies,
  { id, n, record, price, note, submitter, request, sinceStart, admission, others }: Submission,
): Promise<SubmitVerdict> {
  const typicalSeconds = typicalSecondsOf(dependencies, request.model);
  const callbackUrl = factsOf(dependencies, request.model).callbacks ? dependencies.callbackUrl?.(id, n) : undefined;
  const { ledger, marks } = dependencies;
  const right = createRightToSend({ ledger, marks, id, n, record, note, sinceStart });
  try {
    const { taskId, estimatedSeconds, reserved } = await submitter.adapter.submit(request, {
      wireKey: record.wireKey,
      callbackUrl,
      beforeSending: () => right.take(),
    });
    const { gateway, account, endpoint } = record;
    const acceptance: AcceptanceRecord = {
      schema: 1,
      task: { gateway, account, endpoint, taskId },
      acceptedAt: new Date().toISOString(),
      expectedSeconds: dependencies.typicalSeconds ?? estimatedSeconds ?? typicalSeconds,
      typicalSeconds,
      callbackExpected: callbackUrl !== undefined,
      cost: reserved ?? price,
    };
    const inLedger = await remember(dependencies, { id, n, acceptance });
    if (inLedger) await marks.clear(record, record).catch(() => {});
    await admission.answered();
    return { ...acceptance, state: 'accepted', n, inLedger };
  } catch (error) {
    if (!(error instanceof ProviderError) || failedSubmission[error.kind] === 'unknown') {
      const { message: reason, namedTasks: named } =
        error instanceof ProviderError ? error : { message: 'the submission broke off', namedTasks: [] };
      log.warn('submission outcome unknown', { reason, error });
      // The verdict may be lost with this attempt. Whoever looks for the submission then finds the note.
      if (named.length > 0) await dependencies.ledger.note(id, n, named).catch(() => {});
      if (error instanceof ProviderError) await admission.failed(error, { wasReady: true });
      const { wireKey, account, nonce, at: since } = record;
      return { state: 'unknown', n, wireKey, account, nonce, since, typicalSeconds, reason, cost: price, named };
    }
    const code = holdCodeOf[error.kind];
    const refusal = refusedSubmission(error);
    const { state } = await right.giveBack().catch((trouble: unknown) => {
      throw code === undefined && refusal.nonRetryable === true ? refusal : trouble;
    });
    await admission.giveBack(error);
    if (state !== 'none')
      return earlierSubmission(dependencies, { id, n, model: request.model, attempt: record, note });
    const stoppedUntilMs = await admission.failed(error, { wasReady: right.wasAsked() });
    if (code !== undefined) return holdAccount(dependencies, { record, code, reason: error.message });
    const isStopped = stoppedUntilMs !== undefined && others === 'untried';
    const declined = others && (isStopped ? 'now' : turnedAway(error, others));
    if (declined !== undefined) return { state: 'refused', declined, reason: error.message };
    throw stoppedUntilMs === undefined ? refusal : notSent(error, stoppedUntilMs);
  }
}
