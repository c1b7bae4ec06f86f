import { condition, setHandler } from '@temporalio/workflow';
import { releaseCommand } from '../domain/hold.js';
import type { HeldSubmission } from '../domain/submission.js';
import { interruptible } from './interruptible.js';
import { releaseHold } from './messages.js';
import type { Run } from './run.js';

/** Resolves when a person asks the run to try again, after the time of the call. */
export type NextRelease = () => Promise<void>;

/** Listens for people who ask a held run to try again. */
export function listenForReleases(): NextRelease {
  let asked = false;
  setHandler(releaseHold, () => {
    asked = true;
  });
  return async () => {
    asked = false;
    await condition(() => asked);
  };
}

/** Rests until the hold is lifted, or a person asks to try again. Rejects when the run is cancelled meanwhile. */
export async function awaitRelease(
  { activities, progress }: Run,
  { hold, message, inBucket }: HeldSubmission,
  nextRelease: NextRelease,
): Promise<void> {
  const note = `${message}. Nothing was billed. To let orders go on: \`${releaseCommand(hold.scope)}\``;
  progress.enter('held', { note });
  await interruptible(() => activities.awaitRelease({ hold, inBucket }), nextRelease);
  progress.enter('submitting');
}
