import { log } from '@temporalio/activity';
import type { ModelId } from '../domain/models.js';
import type { Task } from '../domain/task.js';
import { runningLimit } from '../providers/account-limits.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import type { ActivityDependencies } from './dependencies.js';

/** Whose task runs no more. */
export interface EndedTask {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly payer: Pick<Task, 'gateway' | 'account'>;
}

/**
 * Gives the place back in which a task ran. Costs nothing where running tasks are not limited. Never rejects: the first
 * in line finds out by itself that the task has ended.
 */
export async function freePlace(
  { accounts, ledger, gates, models }: Pick<ActivityDependencies, 'accounts' | 'ledger' | 'gates' | 'models'>,
  { id, n, model, payer: { gateway, account } }: EndedTask,
): Promise<void> {
  const submitter = submitterFor(accounts, model, account);
  const facts = models.find(model)?.facts;
  if (submitter === undefined || facts === undefined || runningLimit(submitter, facts) === undefined) return;
  try {
    const entry = await ledger.find(id, n);
    const number = entry.state === 'none' ? undefined : entry.record?.place;
    if (number === undefined) return;
    await gates.free({ gateway, account, model }, number, (place) => place.id === id && place.n === n);
  } catch (error) {
    log.warn('a place could not be given back', { gateway, account, model, error });
  }
}
