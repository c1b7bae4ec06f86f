import type { ModelId } from '../domain/models.js';
import { readDelaySeconds } from '../domain/pacing.js';
import type { AcceptedSubmission, Candidate, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { wireKey } from '../ledger/wire-key.js';
import { adoptNamed } from './adopt-named.js';
import { isLateRun, owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { toAccepted, toClosed } from './earlier-submission.js';
import { notYet, transientFailure } from './failure.js';
import { lookUp } from './look-up.js';
import { submissionOrigin } from './submission-origin.js';
import { takeTask } from './take-task.js';

export interface FindOrder {
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  /** Whether to give up after the time that leads to quarantine. */
  readonly untilQuarantine: boolean;
  /** The task ids of the candidates that are known already: others are worth telling. */
  readonly candidates: readonly string[];
}

export type FoundSubmission =
  | AcceptedSubmission
  /** Another run of the generation has gone on, or ended, without it. */
  | ClosedSubmission
  /** There is no record: of a submission that was never sent, since all of its attempts have ended before. */
  | { readonly state: 'none' }
  /** Time is up, or other tasks than before can be the submission's. */
  | {
      readonly state: 'unresolved';
      readonly candidates: readonly Candidate[];
    };

/**
 * Looks for an unknown submission, in the ledger and at the gateway, first for what the answer to it named: one look per
 * attempt, repeated by the server. What a callback names is looked at by `adoptTask`.
 */
export const createFindSubmission = (dependencies: ActivityDependencies) =>
  async function findSubmission({ model, unknown, untilQuarantine, ...known }: FindOrder): Promise<FoundSubmission> {
    const { ledger, bucket, prefix } = dependencies;
    const { n, since, typicalSeconds, cost } = unknown;
    const { id } = owner();
    if (unknown.wireKey !== undefined && unknown.wireKey !== wireKey({ bucket: bucket.name, prefix, id, n })) {
      throw transientFailure('this worker keeps another ledger than the one that sent the order', 'OtherLedger');
    }
    const closed = isLateRun() ? undefined : await ledger.closureOf(id, n);
    if (closed !== undefined) return toClosed(unknown, closed);
    const entry = await ledger.find(id, n);
    if (entry.state === 'accepted') return toAccepted(n, entry.acceptance);
    // A record that was there and is gone proves nothing: somebody may have removed it.
    if (entry.state === 'none' && unknown.wireKey === undefined) return { state: 'none' };

    const named = await adoptNamed(dependencies, { model, unknown });
    if (named !== undefined) return named;
    const origin = submissionOrigin(dependencies, model, unknown, entry);
    const { candidates, proven } = await lookUp(dependencies, { id, n, model, origin });
    if (proven !== undefined) {
      const { gateway, account, endpoint } = origin;
      const task = { gateway, account, endpoint, taskId: proven.taskId };
      const createdAt = Date.parse(proven.createdAt) / 1000;
      const taken = await takeTask(dependencies, { id, n, model, task, createdAt, price: cost });
      if (taken.state === 'accepted') return taken;
    }

    const ageSeconds = (Date.now() - Date.parse(since)) / 1000;
    const secondsLeft = overdueFactor * typicalSeconds - ageSeconds;
    const timeIsUp = untilQuarantine && secondsLeft <= 0;
    const news = candidates.some(({ taskId }) => !known.candidates.includes(taskId));
    if (timeIsUp || (news && !untilQuarantine)) return { state: 'unresolved', candidates };
    const delay = readDelaySeconds({ ageSeconds, typicalSeconds: 0, callbackExpected: false, random: Math.random() });
    const shown = candidates.length === 0 ? 'no word of the submission' : `${candidates.length} tasks may be it`;
    throw notYet(shown, untilQuarantine ? Math.min(delay, secondsLeft) : delay, {
      ageSeconds: Math.round(ageSeconds),
    });
  };
