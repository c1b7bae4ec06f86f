import { ActivityFailure, ApplicationFailure, isCancellation, rootCause } from '@temporalio/workflow';
import type { ArchiveOutcome } from '../activities/archive-video.js';
import type { AwaitedEnd } from '../activities/await-video.js';
import type { FailedSubmission } from '../activities/note-failure.js';
import { cutOffFailure } from '../domain/cut-off.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import { interruptible } from './interruptible.js';
import { rest, type Rested } from './rest.js';
import type { Run } from './run.js';
import { createTaskStopper } from './task-stopper.js';

/** A transfer that starts late still gets this long, in seconds. */
const shortestTransferSeconds = 900;

/** A video that could not be stored, for as long as the gateway keeps it. */
interface NotStored {
  readonly state: 'incomplete' | 'unreachable';
  readonly reason: string;
}

/**
 * How a paid task ends: with its video, by the gateway's word, or by a person's that another order takes its place. An
 * adopted one also by a stronger word, that it is not the submission's task, or not the only one.
 */
export type Obtained = StoredGeneration | FailedSubmission | Exclude<Rested, { readonly state: 'look' }>;

/**
 * Waits for the end of a paid task and moves its video into the bucket. Only the gateway's own word means that there is
 * none: neither time nor trouble turns a paid video into a failure.
 */
export async function obtainVideo(run: Run, submission: AcceptedSubmission): Promise<Obtained> {
  const { activities, callbacks, progress, model, facts, requestedAt, books, isLate, ordered } = run;
  const { task, acceptedAt, expectedSeconds } = submission;
  const name = `${task.gateway} ${task.taskId}`;
  const stopper = createTaskStopper(run, submission);
  let overdue = false;
  let readAt: string | undefined;

  const secondsLeft = () => {
    const age = (Date.now() - Date.parse(acceptedAt)) / 1000;
    return Math.max(1, Math.round(facts.retentionSeconds - age));
  };
  const keptUntil = () => new Date(Date.parse(acceptedAt) + facts.retentionSeconds * 1000).toISOString();
  const endOfWait = async (): Promise<AwaitedEnd | { state: 'out-of-time' }> => {
    try {
      return await activities.awaitVideo({ model, submission, overdue, readAt }, secondsLeft());
    } catch (error) {
      if (isCancellation(error)) throw error;
      return { state: 'out-of-time' };
    }
  };

  const transfer = async (): Promise<ArchiveOutcome | NotStored> => {
    const seconds = Math.max(shortestTransferSeconds, secondsLeft());
    try {
      const order = { model, submission, requestedAt, ordered, earlier: books.ended, isLate };
      return await activities.archiveVideo(order, seconds);
    } catch (error) {
      return { state: isCutOff(error) ? 'incomplete' : 'unreachable', reason: rootCause(error) ?? 'no reason given' };
    }
  };

  books.noteTaken(submission);
  progress.enter('generating', { taskId: task.taskId, acceptedAt, expectedSeconds });
  for (;;) {
    const end = await interruptible(endOfWait, () => Promise.race([callbacks.turn(), stopper.due()]));
    if (end?.state !== 'outranked') await stopper.stopIfDue();
    if (end?.state === 'overdue') {
      overdue = true;
      readAt = new Date().toISOString();
      progress.enter('overdue', { note: 'It takes more than three times as long as usual. The wait goes on.' });
      continue;
    }
    if (end?.state === 'failed' || end?.state === 'cancelled' || end?.state === 'outranked') return end;
    if (end === undefined && submission.by !== undefined) {
      // An adopted task is held against the ledger by each look of the wait: one more, at once.
      readAt = undefined;
      continue;
    }
    if (end?.state === 'link-missing') {
      const note = `RESULT_MISSING: ${name} has succeeded, but the gateway shows no video.`;
      const rested = await rest(run, submission, note);
      if (rested.state !== 'look') return rested;
    }

    progress.enter('storing');
    const outcome = await transfer();
    let trouble: string | undefined;
    switch (outcome.state) {
      case 'stored':
      case 'failed':
      case 'cancelled':
      case 'outranked':
        return outcome;
      case 'not-finished':
        if (end?.state === 'out-of-time') {
          trouble = `RESULT_UNREACHABLE: ${name} has no end, for as long as the gateway keeps tasks.`;
        }
        break;
      case 'expired':
        trouble =
          `RESULT_EXPIRED: ${name} has succeeded, but its link is dead (${outcome.answer}). ` +
          `${outcome.attempts} attempts have each asked the gateway for a fresh link, twice.` +
          (outcome.cutOffCopy === undefined ? '' : ` A copy of a file that was cut off lies at ${outcome.cutOffCopy}.`);
        break;
      case 'obstructed':
        trouble =
          `RESULT_UNREACHABLE: ${name} has succeeded, but could not be stored: ${outcome.reason}. ` +
          `${outcome.attempts} attempts have met that, and no further one mends it. Mend it, and have the video looked for ` +
          `once more while the gateway keeps it, until ${keptUntil()}.`;
        break;
      case 'incomplete':
        trouble = `RESULT_INCOMPLETE: ${name} has succeeded, but ${outcome.reason}. It was read again and again.`;
        break;
      case 'unreachable':
        trouble = `RESULT_UNREACHABLE: ${name} could not be stored: ${outcome.reason}.`;
    }
    const rested = trouble === undefined ? undefined : await rest(run, submission, trouble);
    if (rested !== undefined && rested.state !== 'look') return rested;
    if (outcome.state === 'not-finished') {
      readAt = outcome.readAt;
      progress.enter(overdue ? 'overdue' : 'generating');
    }
  }
}

/** Whether the last attempt of a transfer has met a file that is cut off. */
const isCutOff = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === cutOffFailure;
