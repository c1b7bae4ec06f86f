import type { TaskFailure } from '../domain/task.js';
import { isLateRun } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';

/** The gateway's word that a submission has come to nothing, with what the ledger adds. */
export type FailedSubmission = TaskFailure & {
  /** Whether another run has sent the next submission: it may be paid. */
  readonly isFollowed?: boolean | undefined;
};

/**
 * Keeps the gateway's word that a task has failed, so that a run that is started again later ends alike, or goes on with
 * what this one has ordered next.
 */
export async function noteFailure(
  { ledger }: Pick<ActivityDependencies, 'ledger'>,
  { id, n, failure }: { id: string; n: number; failure: TaskFailure },
): Promise<FailedSubmission> {
  // What such a run looks after has been closed before, or is a second task of an order that goes on.
  if (isLateRun()) return failure;
  await ledger.close(id, n, { schema: 1, at: new Date().toISOString(), closure: { as: 'failed', failure } });
  return { ...failure, isFollowed: await ledger.knows(id, n + 1) };
}
