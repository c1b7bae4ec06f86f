import { ApplicationFailure } from '@temporalio/common';
import { limitInWords, storyboardBudget } from '../domain/budget.js';
import { money } from '../domain/requests/money-option.js';
import { BudgetRefusal } from '../ledger/budget-desk.js';
import type { ActivityDependencies } from './dependencies.js';

/** The cap that a person wants. */
export interface RaiseOrder {
  readonly storyboard: string;
  /** Such as `60 USD`. */
  readonly cap: string;
}

/** Raises a storyboard's budget; says what holds now, in a sentence. Ends with the reason where that can't be. */
export const createRaiseBudget = ({ budgets }: Pick<ActivityDependencies, 'budgets'>) =>
  async function raiseBudget({ storyboard, cap }: RaiseOrder): Promise<string> {
    const wanted = money.safeParse(cap);
    if (!wanted.success) throw refused(`cap: '${cap.slice(0, 60)}'; allowed: ${wanted.error.issues[0]?.message}`);
    try {
      const { cap: now } = await budgets.raise(storyboardBudget(storyboard), wanted.data);
      return `the budget of ${storyboard} is ${limitInWords(now)}`;
    } catch (error) {
      throw error instanceof BudgetRefusal ? refused(error.message) : error;
    }
  };

const refused = (reason: string) => ApplicationFailure.nonRetryable(reason, 'DecisionRefused');
