import { activityInfo } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import { ledgerLookSeconds, readDelaySeconds } from '../domain/pacing.js';
import type { AcceptedSubmission, Candidate, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { wireKey } from '../ledger/wire-key.js';
import { adoptNamed } from './adopt-named.js';
import { isLateRun, owner } from './owner.js';
import { factsOf, type ActivityDependencies } from './dependencies.js';
import { toAccepted, toClosed } from './from-ledger.js';
import { notYet, transientFailure } from './failure.js';
import { withHeartbeats } from './heartbeats.js';
import { findOwn } from './keep-claim.js';
import { lookUp, nothingListed } from './look-up.js';
import { releaseOrder } from './reserve-order.js';
import { countRivals } from './rivals.js';
import { secondsSince } from './seconds-since.js';
import { submissionOrigin } from './submission-origin.js';
import { takeTask } from './take-task.js';

/** Which submission to look for, and how long. */
export interface FindOrder {
  readonly model: ModelId;
  readonly unknown: UnknownSubmission;
  /** Whether to give up after the time that leads to quarantine. */
  readonly untilQuarantine: boolean;
  /** The task ids of the candidates that have been told already: others are worth telling. */
  readonly candidates: readonly string[];
  /** Whether the look before this one has just told something: the next one keeps its distance. @default false */
  readonly keepsDistance?: boolean | undefined;
}

/** What a look has found. */
export type FoundSubmission =
  | AcceptedSubmission
  /** Another run of the generation has gone on, or ended, without it. */
  | ClosedSubmission
  /** It was not sent, or was refused: by proof. */
  | { readonly state: 'none' }
  /** Time is up, or other tasks than before can be the submission's. */
  | {
      readonly state: 'unresolved';
      readonly candidates: readonly Candidate[];
      /** How many other orders of that model and time have no task yet, up to `mostRivals`. */
      readonly rivals: number;
    };

/**
 * Looks for an unknown submission, in the ledger and at the gateway, first for what the answer to it named: one look per
 * attempt, repeated by the server. What a callback names is looked at by `adoptTask`. A gateway that can't know of an order of
 * that time any more is not asked.
 */
export const createFindSubmission = (dependencies: ActivityDependencies) => {
  async function look({ model, unknown, untilQuarantine, ...known }: FindOrder): Promise<FoundSubmission> {
    const { ledger, marks, bucket, prefix } = dependencies;
    const { n, since, typicalSeconds, cost } = unknown;
    const { id } = owner();
    if (unknown.wireKey !== undefined && unknown.wireKey !== wireKey({ bucket: bucket.name, prefix, id, n })) {
      throw transientFailure('this worker keeps another ledger than the one that sent the order', 'OtherLedger');
    }
    const ageSeconds = secondsSince(since);
    const { retentionSeconds, lookUpSeconds = retentionSeconds } = factsOf(dependencies, model);
    const isForgotten = ageSeconds > lookUpSeconds;
    const isOld = ageSeconds > retentionSeconds;
    const delay = isOld
      ? ledgerLookSeconds
      : readDelaySeconds({ ageSeconds, expectedSeconds: 0, callbackExpected: false, random: Math.random() });
    if (known.keepsDistance === true && activityInfo().attempt === 1) {
      throw notYet('looked a moment ago', delay, { ageSeconds: Math.round(ageSeconds) });
    }
    const closed = isLateRun() ? undefined : await ledger.closureOf(id, n);
    if (closed !== undefined) return toClosed(ledger, id, unknown, closed);
    const entry = await findOwn(dependencies, id, n);
    if (entry.state === 'accepted') return toAccepted(n, entry.acceptance);

    const named = isForgotten ? undefined : await adoptNamed(dependencies, { model, unknown });
    if (named !== undefined) return named;
    // That a record is gone proves nothing, since somebody may have removed it. That its attempt was refused does.
    const wasSent = unknown.wireKey !== undefined || entry.state === 'open';
    if (!wasSent) return { state: 'none' };
    const origin = submissionOrigin(dependencies, model, unknown, entry);
    const nonce = unknown.nonce ?? (entry.state === 'open' ? entry.record.nonce : undefined);
    if (nonce !== undefined && (await marks.wasRefused(origin, nonce))) {
      await ledger.withdraw(id, n, nonce);
      await releaseOrder(dependencies, { id, n, record: { nonce, budgets: origin.budgets } });
      return { state: 'none' };
    }

    const listed = isForgotten ? nothingListed : await lookUp(dependencies, { id, n, model, origin });
    const { proven } = listed;
    if (proven !== undefined) {
      const { gateway, account, endpoint, budgets } = origin;
      const task = { gateway, account, endpoint, taskId: proven.taskId };
      const createdAt = Date.parse(proven.createdAt) / 1000;
      const taken = await takeTask(dependencies, { id, n, model, task, by: 'list', createdAt, price: cost, budgets });
      if (taken.state === 'accepted') return taken;
    }

    const secondsLeft = overdueFactor * typicalSeconds - ageSeconds;
    const timeIsUp = untilQuarantine && secondsLeft <= 0;
    const nextLook = (words: string, seconds: number) => notYet(words, seconds, { ageSeconds: Math.round(ageSeconds) });
    if (untilQuarantine && !timeIsUp) throw nextLook('no trace of the submission', Math.min(delay, secondsLeft));

    const candidates = await listed.candidates();
    const news = candidates.some(({ taskId }) => !known.candidates.includes(taskId));
    if (timeIsUp || news) {
      const rivals = await countRivals(dependencies, { id, n, model, payer: origin, span: origin.span });
      return { state: 'unresolved', candidates, rivals };
    }
    throw nextLook(
      candidates.length === 0 ? 'no trace of the submission' : `${candidates.length} tasks may be it`,
      delay,
    );
  }

  return async function findSubmission(order: FindOrder): Promise<FoundSubmission> {
    return withHeartbeats(
      () => ({}),
      () => look(order),
    );
  };
};
