import type { AcceptedSubmission } from '../domain/submission.js';
import type { Run } from './run.js';

/** Has the gateway cancel the task of a generation that was cancelled, where it cancels tasks. */
export interface TaskStopper {
  /** Resolves when there is something to ask; never where the gateway can't be asked, or was. */
  due(): Promise<void>;
  /** Asks, if it is due. What came of it, a status read tells. */
  stopIfDue(): Promise<void>;
}

/** For one task. */
export function createTaskStopper(
  { model, facts, activities, ...run }: Run,
  submission: AcceptedSubmission,
): TaskStopper {
  let isOpen = facts.cancels !== 'nothing';
  return {
    due: () => (isOpen ? run.untilCancelRequested() : new Promise(() => {})),
    async stopIfDue() {
      if (!isOpen || !run.cancelRequested()) return;
      isOpen = false;
      // A task that can't be cancelled runs on, and its video is kept.
      await activities.cancelTask({ model, submission }).catch(() => {});
    },
  };
}
