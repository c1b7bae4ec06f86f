import type { ModelId } from '../domain/models.js';
import type { Task } from '../domain/task.js';
import type { ActivityDependencies } from './dependencies.js';
import { taskAdapter, unseen } from './task-adapter.js';

/** Which task to cancel. */
export interface CancelOrder {
  readonly model: ModelId;
  readonly task: Task;
}

/**
 * Asks the gateway to cancel a task, where it does that. Its answer proves nothing: what became of the task, the next
 * status read tells.
 */
export const createCancelTask = ({ accounts }: Pick<ActivityDependencies, 'accounts'>) =>
  async function cancelTask({ model, task }: CancelOrder): Promise<'cancelled' | 'too-late'> {
    const { cancelTask: cancel } = taskAdapter(accounts, model, task);
    if (cancel === undefined) return 'too-late';
    return cancel(task.taskId).catch((error: unknown) => {
      throw unseen(error);
    });
  };
