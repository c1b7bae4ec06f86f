import { activityInfo, heartbeat } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import { firstReadSeconds, readDelaySeconds } from '../domain/pacing.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import { isFinal } from '../domain/task.js';
import { overdueFactor } from '../domain/time-limits.js';
import { owner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet } from './failure.js';
import { freePlace } from './free-place.js';
import { outrankedBy, type Outranked } from './keep-claim.js';
import { noteFailure, type FailedSubmission } from './note-failure.js';
import { remember } from './remember.js';
import { secondsSince } from './seconds-since.js';
import { taskAdapter, unseen } from './task-adapter.js';

/** An end that may be none, a success without a link for instance, is read this often before it is believed. */
const readsOfDoubtfulEnd = 5;

/** Which task to wait for. */
export interface AwaitOrder {
  readonly model: ModelId;
  readonly submission: AcceptedSubmission;
  /** Whether the run is marked overdue already. */
  readonly overdue: boolean;
  /** When the task was last read for another reason, ISO 8601: the next read keeps its distance. */
  readonly readAt?: string | undefined;
}

/** How a wait ends. The link stays behind: whoever needs it reads a fresh one. */
export type AwaitedEnd =
  | { readonly state: 'succeeded' }
  | { readonly state: 'overdue' }
  /** A stronger word than the one by which the task was adopted says otherwise: the ledger tells what is right. */
  | { readonly state: 'outranked'; readonly how: Outranked }
  /** Succeeded, and so billed, but the gateway shows no link. */
  | { readonly state: 'link-missing' }
  | FailedSubmission;

/**
 * Waits for the gateway's end of a task: one status read per attempt. An attempt that finds the task running fails
 * benignly and names the time of the next one, which the server schedules: no history event, no worker's memory.
 */
export const createAwaitVideo = (dependencies: ActivityDependencies) =>
  async function awaitVideo({ model, submission, overdue, readAt }: AwaitOrder): Promise<AwaitedEnd> {
    const { state: _, n, inLedger, ...acceptance } = submission;
    const { expectedSeconds, callbackExpected } = submission;
    const ageSeconds = secondsSince(submission.acceptedAt);
    const delay = readDelaySeconds({ ageSeconds, expectedSeconds, callbackExpected, random: Math.random() });
    if (!inLedger) await remember(dependencies, { id: owner().id, n, acceptance: { schema: 1, ...acceptance } });
    const how = await outrankedBy(dependencies, owner().id, submission);
    if (how !== undefined) return { state: 'outranked', how };
    const keepsDistance = activityInfo().attempt === 1 && readAt !== undefined;
    if (keepsDistance || ageSeconds < firstReadSeconds(expectedSeconds)) throw notYet('accepted', delay, {});

    const { task } = submission;
    const adapter = taskAdapter(dependencies.accounts, model, task);
    const status = await adapter.readStatus(task.taskId).catch((error: unknown) => {
      throw unseen(error, 2 * delay);
    });
    const leavePlace = () => freePlace(dependencies, { id: owner().id, n, model, payer: task });
    if (isFinal(status)) await leavePlace();
    switch (status.state) {
      case 'succeeded':
        return { state: 'succeeded' };
      case 'failed':
        if (!isFinal(status)) {
          if (!isLastRead()) throw notYet(`failed, it seems: ${status.message}`, delay, {});
          await leavePlace();
        }
        return noteFailure(dependencies, { id: owner().id, submission, failure: status });
      case 'cancelled':
        return noteFailure(dependencies, { id: owner().id, submission, failure: status });
      case 'succeeded-without-link':
        if (isLastRead()) return { state: 'link-missing' };
        throw notYet('succeeded, but without a link so far', delay, {});
      case 'running': {
        if (!overdue && ageSeconds > overdueFactor * submission.typicalSeconds) return { state: 'overdue' };
        const { progressPercent, word } = status;
        const progress = progressPercent === undefined ? word : `${word}, ${progressPercent} %`;
        throw notYet(progress, delay, { progressPercent });
      }
    }
  };

/** Counts the reads of a doubtful end: the server hands the details of an attempt's last heartbeat to the next one. */
function isLastRead(): boolean {
  const details = activityInfo().heartbeatDetails as { doubtfulReads?: number } | undefined;
  const reads = (details?.doubtfulReads ?? 0) + 1;
  heartbeat({ doubtfulReads: reads });
  return reads >= readsOfDoubtfulEnd;
}
