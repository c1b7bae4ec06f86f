import type { SubmitVerdict } from '../domain/submission.js';
import type { ActivityDependencies } from './dependencies.js';
import { heldBy } from './hold-account.js';
import { sendOnce, type Submission } from './send-once.js';

/** Sends a submission unless a hold stands. What was sent before is not its business: that goes on. */
export async function sendUnlessHeld(
  dependencies: ActivityDependencies,
  submission: Submission,
): Promise<SubmitVerdict> {
  const { gateway, account, model } = submission.record;
  const hold = await dependencies.holds.standing({ gateway, account, model });
  return hold === undefined ? sendOnce(dependencies, submission) : heldBy(hold);
}
