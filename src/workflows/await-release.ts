import { condition, setHandler } from '@temporalio/workflow';
import { releaseCommand } from '../domain/hold.js';
import type { HeldSubmission } from '../domain/submission.js';
import { permanentFailure } from './failure.js';
import { interruptible } from './interruptible.js';
import { releaseHold } from './messages.js';
import type { Run } from './run.js';

/**
 * Rests until the hold is lifted, or a person asks to try again. Rejects when the run is cancelled meanwhile, and at
 * once where the caller has decided not to wait.
 */
export async function awaitRelease(
  { activities, policy, progress }: Run,
  { hold, code, message, inBucket }: HeldSubmission,
): Promise<void> {
  if (policy.whenHeld === 'fail') {
    const reason = `${message}; nothing was billed for this order`;
    throw permanentFailure({ code: 'HELD', message: reason, billed: 'no', gatewayCode: code });
  }
  let asked = false;
  setHandler(releaseHold, () => {
    asked = true;
  });
  progress.enter('held', {
    note: `${message}. Nothing was billed for this order. To let orders go on: \`${releaseCommand(hold.scope)}\``,
  });
  await interruptible(
    () => activities.awaitRelease({ hold, inBucket }),
    () => condition(() => asked),
  );
  progress.enter('submitting');
}
