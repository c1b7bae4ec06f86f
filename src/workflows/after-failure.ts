import type { ApplicationFailure } from '@temporalio/workflow';
import type { FailedSubmission } from '../activities/note-failure.js';
import { chargeOfFailure, isBilled } from '../domain/failure-charge.js';
import { gatewayOf } from '../domain/models.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import { permanentFailure } from './failure.js';
import type { Run } from './run.js';

/** A submission that its gateway has failed. Its task is missing where the ledger has lost it. */
export type Failed = Pick<AcceptedSubmission, 'n' | 'cost'> & Partial<Pick<AcceptedSubmission, 'task' | 'acceptedAt'>>;

/**
 * Books a submission that its gateway has ended without a video. Then the generation goes on: with the next submission where
 * another run has sent that, whatever is allowed now; elsewhere where nothing was charged; here while it may be ordered again.
 * Throws the end of the generation where none of this holds.
 */
export function goOnAfterFailure(run: Run, submission: Failed, end: FailedSubmission): void {
  const { n, task, acceptedAt, cost: expected } = submission;
  const charge = chargeOfFailure({ expected, failure: end });
  run.books.noteEnd({ n, outcome: 'failed', task, acceptedAt, cost: charge });
  const note = `Submission ${n} failed: ${end.message}.`;
  if (end.isFollowed === true) {
    run.books.noteSent(n + 1);
    run.progress.enter('submitting', { note: `${note} Another run has ordered it again.` });
    return;
  }
  const mayPassNextTime = end.state === 'failed' && end.class === 'provider-fault' && !run.cancelRequested();
  if (!mayPassNextTime) throw failedGeneration(run, submission, end);
  if (isBilled(charge) === 'no' && run.tryElsewhere('ever', note)) return;
  if (n >= run.policy.maxSubmissions) throw failedGeneration(run, submission, end);
  run.progress.enter('submitting', { note });
}

/** The end of a generation by the gateway's word. */
function failedGeneration(run: Run, { task, cost: expected }: Failed, end: FailedSubmission): ApplicationFailure {
  const { gateway = gatewayOf(run.model), taskId } = task ?? {};
  return permanentFailure({
    code: end.state === 'cancelled' ? 'CANCELLED_AT_GATEWAY' : 'GENERATION_FAILED',
    message: `${[gateway, taskId].filter(Boolean).join(' ')}: ${end.message}`,
    billed: isBilled(chargeOfFailure({ expected, failure: end })),
    gateway,
    taskId,
    gatewayCode: end.state === 'failed' ? end.code : undefined,
  });
}
