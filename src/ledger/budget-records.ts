import { z } from 'zod';
import { budgetPeriods, type BudgetTerms } from '../domain/budget.js';
import type { BudgetStand } from '../domain/budget-stand.js';
import { currencies } from '../domain/money.js';

const decimal = z.string().regex(/^\d+(\.\d+)?$/);

const terms = {
  schema: z.literal(1),
  cap: z.object({ amount: decimal, currency: z.enum(currencies) }),
  per: z.enum(budgetPeriods),
  timeZone: z.string(),
};

/** What a person has set for a budget. */
export const termsRecord = z.object({ ...terms, since: z.string(), by: z.string() });

/** How a budget stands in one period. */
export const standRecord = z.object({
  ...terms,
  spent: decimal,
  open: z.record(
    z.string(),
    z.object({
      amount: decimal,
      at: z.string(),
      holders: z.record(z.string(), z.object({ activity: z.string(), attempt: z.number() })),
    }),
  ),
});

/** What a person has set for a budget, since when, and who. */
export type SetTerms = BudgetTerms & Omit<z.output<typeof termsRecord>, keyof BudgetTerms>;
/** A stand as the bucket holds it. */
export type StandRecord = BudgetStand & Omit<z.output<typeof standRecord>, keyof BudgetStand>;

/** What stands in the bucket of a budget can't be read: nothing is ordered against it, and nothing is booked. */
export class UnreadableBudget extends Error {
  override readonly name = 'UnreadableBudget';
}

/** Restates that an object says something else than it should; everything else is thrown as it is. */
export function asUnreadable(error: unknown, folder: string): never {
  if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
  throw new UnreadableBudget(`what the last object below ${folder} says can not be read`, { cause: error });
}
