import { activityInfo, log } from '@temporalio/activity';
import {
  accountBudgetName,
  describeShortage,
  type BudgetKey,
  type NamedBudget,
  type OverBudget,
} from '../domain/budget.js';
import type { GenerationPolicy } from '../domain/policy.js';
import { budgetIssue, mostOf } from '../domain/requests/parse-priced-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { ActivityDependencies } from './dependencies.js';
import { invalidRequest } from './failure.js';
import { owner } from './owner.js';
import type { Submission } from './send-once.js';

/** An order that is about to be sent. */
export type PricedOrder = Pick<Submission, 'id' | 'n' | 'record' | 'price'> & { readonly policy: GenerationPolicy };

/** What an order counts against: none, where it names no budget and its account has no cap. */
export type ReservedOrder = OverBudget | { readonly state: 'reserved'; readonly budgets?: readonly BudgetKey[] };

/**
 * Counts an order against the budgets that it names and its account's, before it may be sent. Costs nothing but a look every few
 * seconds where there are none. Ends the generation where its price can't be held against one of them.
 */
export async function reserveOrder(
  { budgets }: Pick<ActivityDependencies, 'budgets'>,
  { id, n, record: { nonce, gateway, account }, price, policy }: PricedOrder,
): Promise<ReservedOrder> {
  const name = accountBudgetName(gateway, account);
  const ofAccount = await budgets.termsOf(name);
  const named = [...(policy.budgets ?? []), ...(ofAccount === undefined ? [] : [{ name, ...ofAccount }])];
  if (named.length === 0) return { state: 'reserved' };

  const amount = mostOf(price, policy.maxPrice);
  if (amount === undefined) throw notComparable(named);
  const { runId } = owner();
  const { activityId, attempt } = activityInfo();
  const entry = { id, n, nonce, amount, activity: `${runId}/${activityId}`, attempt };
  const outcome = await budgets.reserve(entry, named);
  switch (outcome.state) {
    case 'reserved':
      for (const { name: budget, cap, per, timeZone } of outcome.overruled) {
        log.info('the bucket says what counts for a budget, not the order', { budget, cap, per, timeZone });
      }
      return { state: 'reserved', budgets: outcome.budgets };
    case 'short': {
      const { shortage } = outcome;
      return { state: 'held', code: 'OVER_BUDGET', message: describeShortage(shortage), shortage };
    }
    case 'other-currency':
      throw notComparable([outcome.budget]);
  }

  function notComparable(against: readonly NamedBudget[]) {
    const issues = against.map((budget) => budgetIssue(budget, price, policy.maxPrice));
    return invalidRequest(new RequestError(issues.filter((issue) => issue !== undefined)));
  }
}

/** An attempt that came to nothing, and what it was counted against. */
export interface RefusedOrder {
  readonly id: string;
  readonly n: number;
  readonly record: Pick<SubmissionRecord, 'nonce' | 'budgets'>;
}

/** Lets a reservation go: its attempt has sent nothing, or was refused. Never rejects: the next attempt takes it over. */
export async function releaseOrder(
  { budgets }: Pick<ActivityDependencies, 'budgets'>,
  { id, n, record: { nonce, budgets: of } }: RefusedOrder,
): Promise<void> {
  if (of === undefined) return;
  await budgets.release({ id, n, nonce }, of).catch((error: unknown) => {
    log.warn('a reservation of money could not be given back', { n, of, error });
  });
}
