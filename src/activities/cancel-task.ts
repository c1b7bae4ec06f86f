import type { ModelId } from '../domain/models.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { ActivityDependencies } from './dependencies.js';
import { outrankedBy } from './keep-claim.js';
import { owner } from './owner.js';
import { taskAdapter, unseen } from './task-adapter.js';

/** Whose task is to be cancelled. */
export interface CancelOrder {
  readonly model: ModelId;
  readonly submission: AcceptedSubmission;
}

/**
 * Asks the gateway to cancel a submission's task, where it does that and the task is still the submission's. Its answer
 * proves nothing: what became of the task, the next status read tells.
 */
export const createCancelTask = (dependencies: Pick<ActivityDependencies, 'accounts' | 'ledger'>) =>
  async function cancelTask({ model, submission }: CancelOrder): Promise<void> {
    const { task } = submission;
    const { cancelTask: cancel } = taskAdapter(dependencies.accounts, model, task);
    if (cancel === undefined || (await outrankedBy(dependencies, owner().id, submission)) !== undefined) return;
    await cancel(task.taskId).catch((error: unknown) => {
      throw unseen(error);
    });
  };
