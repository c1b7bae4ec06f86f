import { activityInfo, heartbeat } from '@temporalio/activity';
import { releaseNoticedSeconds, type Hold } from '../domain/hold.js';
import { readDelaySeconds } from '../domain/pacing.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet } from './failure.js';

/** Which hold to wait for. */
export interface ReleaseOrder {
  readonly hold: Hold;
  /** Whether the hold stands in the bucket; if not, it is written first. */
  readonly inBucket: boolean;
}

/** Waits until a hold is lifted, or replaced by another: one look per attempt, repeated by the server. */
export const createAwaitRelease = ({ holds }: ActivityDependencies) =>
  async function awaitRelease({ hold, inBucket }: ReleaseOrder): Promise<void> {
    if (!inBucket && !wasSet()) {
      await holds.set(hold);
      heartbeat({ set: true });
    }
    const now = await holds.find(hold.scope);
    if (now === undefined || now.since !== hold.since) return;
    const ageSeconds = (Date.now() - activityInfo().scheduledTimestampMs) / 1000;
    const delay = readDelaySeconds({ ageSeconds, expectedSeconds: 0, callbackExpected: false, random: Math.random() });
    throw notYet('the hold stands', Math.min(delay, releaseNoticedSeconds), {});
  };

/** Whether an earlier attempt has written the hold: if it is gone since, a person has lifted it. */
function wasSet(): boolean {
  const details = activityInfo().heartbeatDetails as { readonly set?: boolean } | undefined;
  return details?.set === true;
}
