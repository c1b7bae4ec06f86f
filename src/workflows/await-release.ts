import { condition, setHandler } from '@temporalio/workflow';
import { releaseCommand } from '../domain/hold.js';
import type { HeldSubmission } from '../domain/submission.js';
import { failWith } from './fail-with.js';
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
    throw failWith({ code: 'HELD', message: `${message}; nothing was billed`, billed: 'no', gatewayCode: code });
  }
  let asked = false;
  setHandler(releaseHold, () => {
    asked = true;
  });
  progress.enter('held', {
    note: `${message}. Nothing was billed. To let orders go on: \`${releaseCommand(hold.scope)}\``,
  });
  await interruptible(
    () => activities.awaitRelease({ hold, inBucket }),
    () => condition(() => asked),
  );
  progress.enter('submitting');
}
