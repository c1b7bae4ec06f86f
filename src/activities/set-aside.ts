import type { BudgetKey, Shortage } from '../domain/budget.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import { mostOf, parsePricedOptions } from '../domain/requests/parse-priced-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { quote } from '../pricing/quote.js';
import type { ActivityDependencies } from './dependencies.js';
import { invalidRequest } from './failure.js';

/** Tells the storyboard's hold on a reservation from those of the attempts that order by it. */
const nonce = 'storyboard';
const holder = { nonce, activity: nonce, attempt: 1 } as const;

/** A generation that is about to be started. */
export interface ComingGeneration {
  readonly id: string;
  readonly request: CheckedRequest;
  readonly options: GenerationOptions;
}

/**
 * Sets the money for a generation's first order aside, in all budgets that it counts against, or in none of them: that order
 * takes it over. Ends the take where its price can't be held against one of them.
 */
export async function setAside(
  { budgets, prices }: Pick<ActivityDependencies, 'budgets' | 'prices'>,
  { id, request, options }: ComingGeneration,
): Promise<
  | { readonly state: 'reserved'; readonly budgets: readonly BudgetKey[] }
  | { readonly state: 'short'; readonly shortage: Shortage }
> {
  const price = quote(request, prices);
  const { budgets: named = [], maxPrice } = policyFor(options, price);
  const amount = mostOf(price, maxPrice);
  if (named.length === 0 || amount === undefined) return { state: 'reserved', budgets: [] };
  const reserved = await budgets.reserve({ id, n: 1, ...holder, amount }, named);
  if (reserved.state === 'other-currency') throw new Error(`budget ${reserved.budget.name} counts in another currency`);
  return reserved;
}

/** Gives it back: nothing was ordered with it, or what was ordered is settled. */
export const giveBackAside = (
  { budgets }: Pick<ActivityDependencies, 'budgets'>,
  id: string,
  of: readonly BudgetKey[],
): Promise<void> => budgets.release({ id, n: 1, nonce }, of);

function policyFor(options: GenerationOptions, price: ReturnType<typeof quote>) {
  try {
    return parsePricedOptions(options, price);
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}
