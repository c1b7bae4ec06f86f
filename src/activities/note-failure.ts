import { log } from '@temporalio/activity';
import type { TaskFailure } from '../domain/task.js';
import { isLateRun } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';

/**
 * Keeps the gateway's word that a task has failed, so that a run that is started again later ends alike. Never rejects:
 * the history holds that word too, and the bucket may be away.
 */
export async function noteFailure(
  { ledger }: Pick<ActivityDependencies, 'ledger'>,
  { id, n, failure }: { id: string; n: number; failure: TaskFailure },
): Promise<TaskFailure> {
  // What such a run looks after has been closed before, or is a second task of an order that goes on.
  if (isLateRun()) return failure;
  const at = new Date().toISOString();
  await ledger.close(id, n, { schema: 1, at, closure: { as: 'failed', failure } }).catch((error: unknown) => {
    log.warn('a failure is not in the ledger', { n, error });
  });
  return failure;
}
