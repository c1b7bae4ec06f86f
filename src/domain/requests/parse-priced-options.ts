import { limitInWords, type NamedBudget } from '../budget.js';
import { isMore } from '../decimal.js';
import type { Money } from '../money.js';
import type { GenerationPolicy, MoneyLimit } from '../policy.js';
import { parseOptions } from './parse-options.js';
import { RequestError, type RequestIssue } from './request-error.js';

/**
 * The options of an order with this price. Throws `RequestError` also for a limit that can't be held against it, and for
 * a price above `maxPrice`.
 */
export function parsePricedOptions(given: unknown, price: Money): GenerationPolicy {
  const policy = parseOptions(given);
  const issues = priceIssues(policy, price);
  if (issues.length > 0) throw new RequestError(issues);
  return policy;
}

/** What of a policy can't be held against a price, and whether the price is above its limit. */
export const priceIssues = (
  { whenUnknown, maxPrice, budgets = [] }: GenerationPolicy,
  price: Money,
): readonly RequestIssue[] =>
  [
    riskIssue(whenUnknown.maxRisk, price, maxPrice),
    priceIssue(maxPrice, price),
    ...budgets.map((budget) => budgetIssue(budget, price, maxPrice)),
  ].filter((issue) => issue !== undefined);

/** The most that an order can cost: of a price that nobody knows, `maxPrice` says it. */
export function mostOf({ amount, currency }: Money, maxPrice: MoneyLimit | undefined): MoneyLimit | undefined {
  return amount === null ? (maxPrice?.currency === currency ? maxPrice : undefined) : { amount, currency };
}

/** Why an order with this price can't count against a budget. */
export function budgetIssue(
  budget: NamedBudget,
  price: Money,
  maxPrice: MoneyLimit | undefined,
): RequestIssue | undefined {
  const issue = { field: 'budgets', given: `${budget.name}, ${limitInWords(budget.cap)}`, acceptedBy: [] };
  if (price.currency !== budget.cap.currency) return { ...issue, allowed: inCurrency(price) };
  if (mostOf(price, maxPrice) !== undefined) return undefined;
  return {
    ...issue,
    allowed: `nothing without maxPrice in ${price.currency}: the price of this model is not known here`,
  };
}

function riskIssue(
  limit: MoneyLimit | undefined,
  price: Money,
  maxPrice: MoneyLimit | undefined,
): RequestIssue | undefined {
  const isKnown = price.amount !== null || maxPrice !== undefined;
  if (limit === undefined || (isKnown && price.currency === limit.currency)) return undefined;
  return {
    field: 'whenUnknown.maxRisk',
    given: `${limit.amount} ${limit.currency}`,
    allowed: isKnown
      ? inCurrency(price)
      : 'nothing without maxPrice: the price of this model is not known here, so neither is the risk',
    acceptedBy: [],
  };
}

/** Of a price that nobody knows, `maxPrice` says what the caller takes it to be at most. */
function priceIssue(limit: MoneyLimit | undefined, price: Money): RequestIssue | undefined {
  if (limit === undefined) return undefined;
  const given = `${limit.amount} ${limit.currency}`;
  const issue = { field: 'maxPrice', given, acceptedBy: [] };
  if (price.currency !== limit.currency) return { ...issue, allowed: inCurrency(price) };
  if (price.amount === null || !isMore(price.amount, limit.amount)) return undefined;
  return { ...issue, allowed: `at least ${price.amount} ${price.currency}, which this request costs` };
}

const inCurrency = ({ amount, currency }: Money): string =>
  `an amount in ${currency}, in which this model is priced${amount === null ? '' : ` (here ${amount})`}`;
