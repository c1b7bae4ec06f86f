import { rootCause } from '@temporalio/workflow';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { refusal } from './decisions.js';
import type { Resolution } from './messages.js';
import type { Run } from './run.js';

/** Looks at the next task that a callback has named, and takes it if it is the submission's. */
export async function takeHint(
  { activities, callbacks, model }: Run,
  unknown: UnknownSubmission,
): Promise<AcceptedSubmission | undefined> {
  const { n } = unknown;
  const named = callbacks.takeTask(n);
  if (named === undefined) return undefined;
  try {
    const adoption = await activities.adoptTask({ model, unknown, ...named, by: 'callback' });
    return adoption.state === 'accepted' ? adoption : undefined;
  } catch {
    // Nothing is certain now. The ledger is watched meanwhile, and the hint has its turn again.
    callbacks.keepTask(n, named.taskId);
    return undefined;
  }
}

/** Takes the task that a person has named, or refuses with the reason. */
export async function adoptByPerson(
  { activities, model }: Run,
  unknown: UnknownSubmission,
  { taskId, anyTime }: Extract<Resolution, { action: 'adopt' }>,
): Promise<AcceptedSubmission> {
  const adoption = await activities
    .adoptTask({ model, unknown, taskId, by: 'person', anyTime })
    .catch((error: unknown) => {
      throw refusal(`${taskId} can't be adopted now: ${rootCause(error) ?? 'no reason given'}; try again in a minute`);
    });
  if (adoption.state === 'accepted') return adoption;
  throw refusal(adoption.reason);
}
