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
export const priceIssues = ({ whenUnknown, maxPrice }: GenerationPolicy, price: Money): readonly RequestIssue[] =>
  [riskIssue(whenUnknown.maxRisk, price, maxPrice), priceIssue(maxPrice, price)].filter((issue) => issue !== undefined);

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
