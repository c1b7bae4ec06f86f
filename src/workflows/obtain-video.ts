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
import { troubleNote, type Trouble } from './trouble-note.js';

/** A transfer that starts late still gets this long, in seconds. */
const shortestTransferSeconds = 900;

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
  const stopper = createTaskStopper(run, submission);
  let overdue = false;
  let readAt: string | undefined;

  const secondsLeft = () => {
    const age = (Date.now() - Date.parse(acceptedAt)) / 1000;
    return Math.max(1, Math.round(facts.retentionSeconds - age));
  };
  const restWith = (trouble: Trouble): Promise<Rested> => {
    const keptUntil = new Date(Date.parse(acceptedAt) + facts.retentionSeconds * 1000).toISOString();
    return rest(run, submission, troubleNote(trouble, { task, keptUntil }));
  };
  const endOfWait = async (): Promise<AwaitedEnd | { state: 'out-of-time' }> => {
    try {
      return await activities.awaitVideo({ model, submission, overdue, readAt }, secondsLeft());
    } catch (error) {
      if (isCancellation(error)) throw error;
      return { state: 'out-of-time' };
    }
  };

  const transfer = async (): Promise<ArchiveOutcome | Trouble> => {
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
      progress.enter('overdue', { note: 'It has taken over three times as long as usual; still waiting.' });
      continue;
    }
    if (end?.state === 'failed' || end?.state === 'cancelled' || end?.state === 'outranked') return end;
    if (end === undefined && submission.by !== undefined) {
      // An adopted task is held against the ledger by each look of the wait: one more, at once.
      readAt = undefined;
      continue;
    }
    if (end?.state === 'link-missing') {
      const rested = await restWith(end);
      if (rested.state !== 'look') return rested;
    }

    progress.enter('storing');
    const outcome = await transfer();
    switch (outcome.state) {
      case 'stored':
      case 'failed':
      case 'cancelled':
      case 'outranked':
        return outcome;
      case 'not-finished': {
        if (end?.state === 'out-of-time') {
          const rested = await restWith({ state: 'no-end' });
          if (rested.state !== 'look') return rested;
        }
        readAt = outcome.readAt;
        progress.enter(overdue ? 'overdue' : 'generating');
        break;
      }
      default: {
        const rested = await restWith(outcome);
        if (rested.state !== 'look') return rested;
      }
    }
  }
}

/** Whether the last attempt of a transfer has met a file that is cut off. */
const isCutOff = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === cutOffFailure;
