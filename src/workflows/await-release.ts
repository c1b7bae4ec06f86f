import { condition, setHandler } from '@temporalio/workflow';
import { raiseCommand, type OverBudget } from '../domain/budget.js';
import { releaseCommand } from '../domain/hold.js';
import type { HeldSubmission } from '../domain/submission.js';
import { permanentFailure } from './failure.js';
import { interruptible } from './interruptible.js';
import { releaseHold } from './messages.js';
import type { Run } from './run.js';

/**
 * Rests until the hold is lifted, the budget has room, or a person asks to try again. Rejects when the run is cancelled meanwhile,
 * and at once where the caller has decided not to wait.
 */
export async function awaitRelease(
  { activities, policy, progress }: Run,
  held: HeldSubmission | OverBudget,
): Promise<void> {
  const { code, message } = held;
  if (policy.whenHeld === 'fail') {
    const reason = `${message}; nothing was billed for this order`;
    throw permanentFailure({ code: 'HELD', message: reason, billed: 'no', gatewayCode: code });
  }
  let asked = false;
  setHandler(releaseHold, () => {
    asked = true;
  });
  progress.enter('held', { note: `${message}. Nothing was billed for this order. ${wayOut(held)}` });
  await interruptible(
    () => end(activities, held),
    () => condition(() => asked),
  );
  progress.enter('submitting');
}

function end(
  { awaitRoom, awaitRelease: awaitLift }: Run['activities'],
  held: HeldSubmission | OverBudget,
): Promise<void> {
  if (held.code === 'OVER_BUDGET') return awaitRoom({ shortage: held.shortage });
  const { hold, inBucket } = held;
  return awaitLift({ hold, inBucket });
}

const wayOut = (held: HeldSubmission | OverBudget): string =>
  held.code === 'OVER_BUDGET'
    ? `It is ordered once there is room, in a new period for instance. To make room: \`${raiseCommand(held.shortage)}\``
    : `To let orders go on: \`${releaseCommand(held.hold.scope)}\``;
