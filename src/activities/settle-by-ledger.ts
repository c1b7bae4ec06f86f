import type { BudgetKey } from '../domain/budget.js';
import type { ActivityDependencies } from './dependencies.js';
import { settleFailure, settleOrder } from './settle-order.js';

/** A submission that may have come to its end, without having been settled. */
export interface LeftOrder {
  readonly id: string;
  readonly n: number;
  readonly budgets: readonly BudgetKey[];
}

/**
 * Settles a submission whose end stands in the bucket: the worker that saw the end may have died before it came to that. One
 * whose end nobody knows goes on counting at its price. Says whether the ledger knows the submission at all.
 */
export async function settleByLedger(
  dependencies: Pick<ActivityDependencies, 'budgets' | 'ledger' | 'manifests'>,
  { id, n, budgets }: LeftOrder,
): Promise<boolean> {
  const { ledger, manifests } = dependencies;
  const entry = await ledger.find(id, n);
  const closed = (await ledger.closureOf(id, n))?.closure;
  if (entry.state !== 'accepted') return entry.state === 'open' || closed !== undefined;
  const { task, cost } = entry.acceptance;
  const order = { id, n, task, budgets };
  if (closed?.as === 'failed') {
    await settleFailure(dependencies, order, { expected: cost, failure: closed.failure });
    return true;
  }
  for (const late of [undefined, n]) {
    const stored = await manifests.read(id, late);
    if (stored?.taskId === task.taskId) {
      await settleOrder(dependencies, order, stored.cost);
      return true;
    }
  }
  return true;
}
