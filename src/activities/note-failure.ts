import type { AcceptedSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';
import { isLateRun } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { settleFailure } from './settle-order.js';

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
  dependencies: Pick<ActivityDependencies, 'ledger' | 'budgets'>,
  { id, submission, failure }: { id: string; submission: AcceptedSubmission; failure: TaskFailure },
): Promise<FailedSubmission> {
  const { ledger } = dependencies;
  const { n, task, budgets, cost: expected } = submission;
  const order = { id, n, task, budgets };
  // What such a run looks after has been closed before, or is a second task of an order that goes on.
  if (isLateRun()) {
    await settleFailure(dependencies, order, { expected, failure });
    return failure;
  }
  const end = { schema: 1, at: new Date().toISOString(), closure: { as: 'failed', failure } } as const;
  const { closure } = await ledger.close(id, n, end);
  // By the end that stands: so nothing is settled by a word that the gateway could still take back.
  if (closure.as === 'failed') await settleFailure(dependencies, order, { expected, failure: closure.failure });
  return { ...failure, isFollowed: await ledger.knows(id, n + 1) };
}
