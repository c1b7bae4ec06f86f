import { readDelaySeconds } from '../domain/pacing.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { overdueFactor } from '../domain/time-limits.js';
import { owner } from './check-request.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet } from './failure.js';

export interface FindOrder {
  readonly unknown: UnknownSubmission;
  /** Whether to give up after the time that leads to quarantine. */
  readonly untilQuarantine: boolean;
}

export type FoundSubmission =
  | AcceptedSubmission
  /** The record was withdrawn: its creator proved that nothing was accepted. */
  | { readonly state: 'none' }
  | { readonly state: 'unresolved' };

/** Watches the ledger for a late word about an unknown submission: one look per attempt, repeated by the server. */
export const createFindSubmission = ({ ledger }: ActivityDependencies) =>
  async function findSubmission({ unknown, untilQuarantine }: FindOrder): Promise<FoundSubmission> {
    const { n, since, typicalSeconds } = unknown;
    const entry = await ledger.find(owner().id, n);
    if (entry.state === 'none') return { state: 'none' };
    if (entry.state === 'accepted') return { ...entry.acceptance, state: 'accepted', n, inLedger: true };
    const ageSeconds = (Date.now() - Date.parse(since)) / 1000;
    const secondsLeft = overdueFactor * typicalSeconds - ageSeconds;
    if (untilQuarantine && secondsLeft <= 0) return { state: 'unresolved' };
    const delay = readDelaySeconds({ ageSeconds, typicalSeconds: 0, callbackExpected: false, random: Math.random() });
    throw notYet('no word of the submission in the ledger', untilQuarantine ? Math.min(delay, secondsLeft) : delay, {
      ageSeconds: Math.round(ageSeconds),
    });
  };
