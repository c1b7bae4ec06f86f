import type { FoundSubmission } from '../activities/find-submission.js';
import type { UnknownSubmission } from '../domain/submission.js';
import { withCandidates } from './candidates.js';
import { interruptible } from './interruptible.js';
import type { Run } from './run.js';
import { takeHint } from './take-hint.js';

/** What looks have shown so far. */
export type Shown = Pick<Extract<FoundSubmission, { readonly state: 'unresolved' }>, 'candidates' | 'rivals'>;

/** How a look is made. */
export interface LookOptions {
  readonly untilQuarantine: boolean;
  /** What ends a look before it has found anything. */
  readonly interruption: () => Promise<unknown>;
  /** Called when a look shows other tasks than those before it, or time is up. */
  readonly onShown: (shown: Shown) => void;
  /** Whether what a callback has named is of no use any more. @default never */
  readonly isDecided?: () => boolean;
}

/** What a look has found. */
export type Found = Exclude<FoundSubmission, { readonly state: 'unresolved' }>;

/**
 * Looks for a submission whose outcome is unknown, again and again: in the ledger and at the gateway, and then at what a
 * callback has named. Each look knows what those before it have shown, and keeps its distance from one that has told
 * something.
 */
export function startSearch(run: Run, unknown: UnknownSubmission) {
  const { activities, model } = run;
  let shown: Shown = { candidates: [], rivals: 0 };
  let keepsDistance = false;

  /** Makes the next look; `undefined` where it has found nothing, or was interrupted. */
  return async ({ untilQuarantine, interruption, onShown, isDecided }: LookOptions): Promise<Found | undefined> => {
    const candidates = shown.candidates.map(({ taskId }) => taskId);
    const found = await interruptible(
      () => activities.findSubmission({ model, unknown, untilQuarantine, candidates, keepsDistance }),
      interruption,
    );
    keepsDistance = found?.state === 'unresolved';
    if (found !== undefined && found.state !== 'unresolved') return found;
    if (found !== undefined) {
      shown = { candidates: withCandidates(shown.candidates, found.candidates), rivals: found.rivals };
      onShown(shown);
    }
    return isDecided?.() === true ? undefined : takeHint(run, unknown);
  };
}
