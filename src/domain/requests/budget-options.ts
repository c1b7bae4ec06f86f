import { z } from 'zod';
import {
  budgetNameRule,
  budgetPeriods,
  defaultTimeZone,
  isOrdersBudget,
  type BudgetTerms,
  type NamedBudget,
} from '../budget.js';
import { isTimeZone } from '../budget-period.js';
import { describe } from './describe-value.js';
import { money } from './money-option.js';
import { RequestError } from './request-error.js';

/** An order counts against so many budgets at most: each costs a few requests. */
const mostBudgets = 8;

/** How budgets are named, in words for messages. */
export const budgetsRule = `at most ${mostBudgets} budgets of different names, each { name, cap, per?, timeZone? }`;
const periodRule = budgetPeriods.map((period) => `'${period}'`).join(', ');
const timeZoneRule = "the name of a time zone, such as 'Europe/Berlin', and only with per: 'day', 'week' or 'month'";

const terms = {
  cap: money,
  per: z.enum(budgetPeriods, periodRule).default('ever'),
  timeZone: z.string(timeZoneRule).refine(isTimeZone, timeZoneRule).optional(),
};

const hasUseForTimeZone = ({ per, timeZone }: { readonly per: string; readonly timeZone?: string | undefined }) =>
  timeZone === undefined || per !== 'ever';
const idleTimeZone = { path: ['timeZone'], error: timeZoneRule };

const withTimeZone = <Given extends { readonly timeZone?: string | undefined }>({ timeZone, ...given }: Given) => ({
  ...given,
  timeZone: timeZone ?? defaultTimeZone,
});

const name = z.string(budgetNameRule).refine(isOrdersBudget, budgetNameRule);

/** The budgets that a caller names. */
export const budgets = z
  .array(
    z
      .strictObject({ name, ...terms }, budgetsRule)
      .refine(hasUseForTimeZone, idleTimeZone)
      .transform((given): NamedBudget => withTimeZone(given)),
    budgetsRule,
  )
  .max(mostBudgets, budgetsRule)
  .refine((named) => new Set(named.map((budget) => budget.name)).size === named.length, budgetsRule);

const budgetTerms = z
  .strictObject(terms)
  .refine(hasUseForTimeZone, idleTimeZone)
  .transform((given): BudgetTerms => withTimeZone(given));

/** What a person sets for a budget. Throws a `RequestError` that names every wrong field. */
export function parseBudgetTerms(given: z.input<typeof budgetTerms>): BudgetTerms {
  const result = budgetTerms.safeParse(given);
  if (result.success) return result.data;
  throw new RequestError(
    result.error.issues.map(({ path: [field = 'budget'], message: allowed }) => {
      const value = (given as Readonly<Record<PropertyKey, unknown>>)[field];
      return { field: String(field), given: describe(value), allowed, acceptedBy: [] };
    }),
  );
}
