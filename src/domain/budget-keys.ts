import { isBudgetName, type BudgetKey } from './budget.js';
import { kindOfPeriod } from './budget-period.js';

/** Where budgets lie in the bucket. In each folder the object with the highest number counts. */
export interface BudgetKeys {
  /** Where all of them lie. */
  readonly folder: string;
  /** What a person has set for a budget. */
  terms(name: string): string;
  /** How a budget stands in one period. */
  stand(key: BudgetKey): string;
  /** What an object below `folder` tells of: a budget's terms where it names no period. */
  subjectOf(key: string): { readonly name: string; readonly period: string | undefined } | undefined;
}

const terms = 'terms';
const form = /^(.+)\/([^/]+)\/\d+\.json$/;

/** The keys of budgets. `root`: what all keys begin with. */
export function createBudgetKeys(root: string): BudgetKeys {
  const folder = `${root}ledger/budgets/`;
  return {
    folder,
    terms: (name) => `${folder}${name}/${terms}/`,
    stand: ({ name, period }) => `${folder}${name}/${period}/`,
    subjectOf(key) {
      const [, name = '', last = ''] = (key.startsWith(folder) && form.exec(key.slice(folder.length))) || [];
      if (!isBudgetName(name)) return undefined;
      if (last === terms) return { name, period: undefined };
      return kindOfPeriod(last) === undefined ? undefined : { name, period: last };
    },
  };
}
