import { log } from '@temporalio/activity';
import type { BudgetKey } from '../domain/budget.js';
import { chargeOfFailure, isBilled } from '../domain/failure-charge.js';
import type { Money } from '../domain/money.js';
import type { Task, TaskFailure } from '../domain/task.js';
import { UnreadableBudget } from '../ledger/budget-records.js';
import type { ActivityDependencies } from './dependencies.js';
import { isLateRun } from './owner.js';

/** A submission that has come to its end, and what it counts against. */
export interface EndedOrder {
  readonly id: string;
  readonly n: number;
  readonly task: Pick<Task, 'taskId'>;
  readonly budgets?: readonly BudgetKey[] | undefined;
}

type Dependencies = Pick<ActivityDependencies, 'budgets' | 'ledger'>;

/**
 * Puts what a submission has cost in the place of its reservations. Costs nothing where it has none. Rejects while the bucket is
 * away: until it is settled, a submission counts at its price. What can't be read doesn't keep a video that is paid.
 */
export async function settleOrder(
  dependencies: Dependencies,
  { id, n, task: { taskId }, budgets: of = [] }: EndedOrder,
  cost: Money,
): Promise<void> {
  if (of.length === 0) return;
  const { budgets } = dependencies;
  try {
    if (await isSecondTask(dependencies, { id, n, taskId })) await budgets.book({ id, n, taskId }, cost, of);
    else await budgets.settle({ id, n }, cost, of);
  } catch (error) {
    if (!(error instanceof UnreadableBudget)) throw error;
    log.error('what a submission has cost could not be booked', { n, taskId, cost, of, error });
  }
}

/** The same of one that its gateway has failed: while nobody knows whether it was charged, it counts at its price. */
export async function settleFailure(
  dependencies: Dependencies,
  order: EndedOrder,
  facts: { readonly expected: Money; readonly failure: TaskFailure },
): Promise<void> {
  const charge = chargeOfFailure(facts);
  if (isBilled(charge) !== 'unknown') await settleOrder(dependencies, order, charge);
}

/** Of one submission, the gateway may have made two tasks. The reservation is for the one that the ledger names. */
async function isSecondTask(
  { ledger }: Dependencies,
  { id, n, taskId }: { readonly id: string; readonly n: number; readonly taskId: string },
): Promise<boolean> {
  if (!isLateRun()) return false;
  const entry = await ledger.find(id, n);
  return entry.state === 'accepted' && entry.acceptance.task.taskId !== taskId;
}
