import Big from 'big.js';
import { limitInWords } from '../domain/budget.js';
import type { MoneyLimit } from '../domain/policy.js';
import { parseOptions } from '../domain/requests/parse-options.js';
import { budgetIssue, mostOf, priceIssues } from '../domain/requests/parse-priced-options.js';
import type { RequestIssue } from '../domain/requests/request-error.js';
import type { StoryboardPlan } from '../domain/storyboards/plan.js';

/** What the prices of a storyboard's shots have against its options and its budget, the first of each kind. */
export function planIssues({ shots, options, budget }: Omit<StoryboardPlan, 'digest'>): readonly RequestIssue[] {
  const policy = parseOptions(options);
  const issues = shots.flatMap(({ id, price }) => [
    ...priceIssues(policy, price).map((issue) => ({
      ...issue,
      field: `options.${issue.field}`,
      allowed: of(id, issue),
    })),
    ...(budget === undefined ? [] : ofBudget(id, budgetIssue(inOwnBudget(budget), price, policy.maxPrice), budget)),
  ]);
  const costs = shots.map(({ price }) => mostOf(price, policy.maxPrice)).filter((cost) => cost !== undefined);
  const cheapest = costs.toSorted((one, other) => new Big(one.amount).cmp(other.amount))[0];
  if (
    issues.length === 0 &&
    budget !== undefined &&
    cheapest !== undefined &&
    new Big(cheapest.amount).gt(budget.amount)
  ) {
    return [tooSmall(budget, cheapest)];
  }
  return issues.filter(({ field }, at) => issues.findIndex((other) => other.field === field) === at);
}

const of = (shot: string, { allowed }: RequestIssue): string => `${allowed} (shot ${shot})`;

const inOwnBudget = (cap: MoneyLimit) => ({ name: 'budget', cap, per: 'ever', timeZone: 'UTC' }) as const;

const ofBudget = (shot: string, issue: RequestIssue | undefined, budget: MoneyLimit): readonly RequestIssue[] =>
  issue === undefined ? [] : [{ ...issue, field: 'budget', given: limitInWords(budget), allowed: of(shot, issue) }];

const tooSmall = (budget: MoneyLimit, cheapest: MoneyLimit): RequestIssue => ({
  field: 'budget',
  given: limitInWords(budget),
  allowed: `at least ${limitInWords(cheapest)}, which the cheapest shot costs`,
  acceptedBy: [],
});
