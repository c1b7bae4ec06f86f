import { ApplicationFailure, isCancellation, rootCause } from '@temporalio/workflow';
import type { ArchiveOutcome } from '../activities/archive-video.js';
import type { AwaitedEnd } from '../activities/await-video.js';
import type { FailureDetails } from '../domain/failure.js';
import { models } from '../domain/models.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { interruptible } from './interruptible.js';
import type { Run } from './run.js';

/** A transfer that starts late still gets this long, in seconds. */
const shortestTransferSeconds = 900;

/**
 * Waits for the end of a paid task and moves its video into the bucket. Only the gateway's own word makes it reject:
 * neither time nor trouble turns a paid video into a failure.
 */
export async function obtainVideo(run: Run, submission: AcceptedSubmission): Promise<StoredGeneration> {
  const { activities, callbacks, progress, model, requestedAt } = run;
  const { task, acceptedAt, expectedSeconds, cost } = submission;
  const name = `${task.gateway} ${task.taskId}`;
  let overdue = false;
  let readAt: string | undefined;

  const secondsLeft = () => {
    const age = (Date.now() - Date.parse(acceptedAt)) / 1000;
    return Math.max(1, Math.round(models[model].retentionSeconds - age));
  };
  const endOfWait = async (): Promise<AwaitedEnd | { state: 'out-of-time' }> => {
    try {
      return await activities.awaitVideo({ model, submission, overdue, readAt }, secondsLeft());
    } catch (error) {
      if (isCancellation(error)) throw error;
      return { state: 'out-of-time' };
    }
  };

  const transfer = async (): Promise<ArchiveOutcome | { state: 'unreachable'; reason: string }> => {
    const seconds = Math.max(shortestTransferSeconds, secondsLeft());
    try {
      return await activities.archiveVideo({ model, submission, requestedAt }, seconds);
    } catch (error) {
      return { state: 'unreachable', reason: rootCause(error) ?? 'no reason given' };
    }
  };

  progress.enter('generating', { taskId: task.taskId, acceptedAt, expectedSeconds, cost });
  for (;;) {
    const end = await interruptible(endOfWait, () => callbacks.turn());
    if (end?.state === 'overdue') {
      overdue = true;
      readAt = new Date().toISOString();
      progress.enter('overdue', { note: 'It takes more than three times as long as usual. The wait goes on.' });
      continue;
    }
    if (end?.state === 'failed' || end?.state === 'cancelled') throw failedGeneration(submission, end);
    if (end?.state === 'link-missing') {
      await rest(run, submission, `RESULT_MISSING: ${name} has succeeded, but the gateway shows no video.`);
    }

    progress.enter('storing');
    const outcome = await transfer();
    switch (outcome.state) {
      case 'stored':
        return outcome;
      case 'failed':
      case 'cancelled':
        throw failedGeneration(submission, outcome);
      case 'not-finished':
        if (end?.state === 'out-of-time') {
          await rest(
            run,
            submission,
            `RESULT_UNREACHABLE: ${name} has no end, for as long as the gateway keeps tasks.`,
          );
        }
        readAt = outcome.readAt;
        progress.enter(overdue ? 'overdue' : 'generating');
        break;
      case 'unreachable':
        await rest(run, submission, `RESULT_UNREACHABLE: ${name} could not be stored: ${outcome.reason}.`);
    }
  }
}

/** A paid video that can't be had now waits for a person, or for the gateway to call again. */
async function rest(run: Run, { task: { taskId }, cost }: AcceptedSubmission, note: string): Promise<void> {
  const wayOut = 'It is paid for. To try once more, terminate the run and start the same id: nothing is ordered twice.';
  run.progress.enter('quarantined', { note: `${note} ${wayOut}` });
  await Promise.race([run.callbacks.turn(), run.untilCancelRequested()]);
  if (run.cancelRequested()) throw new CancelledAtRest({ billed: 'yes', explanation: note, taskId, cost });
}

function failedGeneration({ task: { gateway, taskId } }: AcceptedSubmission, failure: TaskFailure): ApplicationFailure {
  const { state, message } = failure;
  const details: FailureDetails = {
    schema: 1,
    code: state === 'cancelled' ? 'CANCELLED_AT_GATEWAY' : 'GENERATION_FAILED',
    message: `${gateway} ${taskId}: ${message}`,
    billed: billed(failure),
    gateway,
    taskId,
    gatewayCode: state === 'failed' ? failure.code : undefined,
  };
  return ApplicationFailure.nonRetryable(details.message, details.code, details);
}

/** What the gateway said it charged, else what it documents: failed tasks are refunded, of cancelled ones it says nothing. */
function billed({ state, cost }: TaskFailure): FailureDetails['billed'] {
  if (cost !== undefined && cost.amount !== null) return Number(cost.amount) > 0 ? 'yes' : 'no';
  return state === 'failed' ? 'no' : 'unknown';
}
