import { log } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { createAdoptTask } from './adopt-task.js';
import { owner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';

/**
 * Takes the task that the answer to an unknown submission named, if the gateway shows one that can be it. What can't be
 * seen now, or is not shown yet, is asked for again with the next look.
 */
export async function adoptNamed(
  dependencies: ActivityDependencies,
  { model, unknown }: { readonly model: ModelId; readonly unknown: UnknownSubmission },
): Promise<AcceptedSubmission | undefined> {
  const adoptTask = createAdoptTask(dependencies);
  const noted = await dependencies.ledger.notedTasks(owner().id, unknown.n);
  for (const taskId of new Set([...(unknown.named ?? []), ...noted])) {
    const adoption = await adoptTask({ model, unknown, taskId, by: 'naming' }).catch((error: unknown) =>
      log.info('a task that the answer named can not be looked at now', { taskId, error }),
    );
    if (adoption?.state === 'accepted') return adoption;
  }
  return undefined;
}
