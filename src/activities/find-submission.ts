import { readDelaySeconds } from '../domain/pacing.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { wireKey } from '../ledger/wire-key.js';
import { owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet, transientFailure } from './failure.js';

export interface FindOrder {
  readonly unknown: UnknownSubmission;
  /** Whether to give up after the time that leads to quarantine. */
  readonly untilQuarantine: boolean;
}

export type FoundSubmission =
  | AcceptedSubmission
  /** There is no record: of a submission that was never sent, since all of its attempts have ended before. */
  | { readonly state: 'none' }
  | { readonly state: 'unresolved' };

/** Watches the ledger for a late word about an unknown submission: one look per attempt, repeated by the server. */
export const createFindSubmission = ({ ledger, bucket, prefix }: ActivityDependencies) =>
  async function findSubmission({ unknown, untilQuarantine }: FindOrder): Promise<FoundSubmission> {
    const { n, since, typicalSeconds } = unknown;
    const { id } = owner();
    if (unknown.wireKey !== undefined && unknown.wireKey !== wireKey({ bucket: bucket.name, prefix, id, n })) {
      throw transientFailure('this worker keeps another ledger than the one that sent the order', 'OtherLedger');
    }
    const entry = await ledger.find(id, n);
    if (entry.state === 'accepted') return { ...entry.acceptance, state: 'accepted', n, inLedger: true };
    // A record that was there and is gone proves nothing: somebody may have removed it.
    if (entry.state === 'none' && unknown.wireKey === undefined) return { state: 'none' };
    const ageSeconds = (Date.now() - Date.parse(since)) / 1000;
    const secondsLeft = overdueFactor * typicalSeconds - ageSeconds;
    if (untilQuarantine && secondsLeft <= 0) return { state: 'unresolved' };
    const delay = readDelaySeconds({ ageSeconds, typicalSeconds: 0, callbackExpected: false, random: Math.random() });
    throw notYet('no word of the submission in the ledger', untilQuarantine ? Math.min(delay, secondsLeft) : delay, {
      ageSeconds: Math.round(ageSeconds),
    });
  };
