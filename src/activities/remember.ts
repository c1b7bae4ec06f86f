import { log } from '@temporalio/activity';
import type { AcceptanceRecord } from '../ledger/records.js';
import type { ActivityDependencies } from './dependencies.js';
import { keepClaim } from './keep-claim.js';

interface Acceptance {
  readonly id: string;
  readonly n: number;
  readonly acceptance: AcceptanceRecord;
}

/**
 * Puts an accepted task into the ledger and says whether that worked. Never rejects: the workflow's history remembers
 * the task too, so while the bucket is away nothing is lost, and `awaitVideo` writes what is missing.
 */
export async function remember({ ledger }: ActivityDependencies, { id, n, acceptance }: Acceptance): Promise<boolean> {
  const { task, by } = acceptance;
  try {
    const standing = await ledger.accept(id, n, acceptance);
    if (standing.task.taskId !== task.taskId) {
      log.error('the gateway gave two tasks for one submission', { taskId: task.taskId, standing });
    }
    await keepClaim({ ledger }, { id, n, task, by });
    return true;
  } catch (error) {
    log.error('an accepted task is not in the ledger yet', { taskId: task.taskId, error });
    return false;
  }
}
