import { limitInWords, termsInWords, type BudgetPeriod, type BudgetTerms } from '../domain/budget.js';
import type { CommandContext } from './command.js';
import type { ConfiguredBudgets } from './configured-budgets.js';
import { budgetInWords, budgetsInWords } from './show-budget.js';
import { UsageError } from './usage-error.js';

/** What a person asks of budgets. */
export interface BudgetQuestion extends ConfiguredBudgets, Pick<CommandContext, 'print'> {
  readonly name: string;
  /** Only where the action needs it. */
  readonly terms: BudgetTerms;
  /** The kind of period, where it was given. */
  readonly per: BudgetPeriod | undefined;
  /** Who asks. */
  readonly by: string;
}

/** So many seconds pass until every worker heeds what a person has set. */
const heededSeconds = 5;

/** What can be done with budgets. */
export const budgetActions = {
  async list({ budgets, print }: BudgetQuestion): Promise<void> {
    const reports = await budgets.list();
    print({ budgets: reports }, reports.length === 0 ? 'there is no budget' : budgetsInWords(reports));
  },

  async show({ budgets, name, print }: BudgetQuestion): Promise<void> {
    const reports = await budgets.stand(name);
    if (reports.length === 0) {
      throw new UsageError('NO_BUDGET', `Nothing counts against a budget ${name}, and nobody has set it.`);
    }
    print({ budgets: reports }, reports.map(budgetInWords).join('\n\n'));
  },

  async set({ budgets, uriOf, name, terms, by, print }: BudgetQuestion): Promise<void> {
    const report = await budgets.set(name, terms, by);
    const uri = uriOf(name);
    const sentence = `${name} may spend ${termsInWords(terms)}: within ${heededSeconds} s every worker heeds it.`;
    print({ budget: report, uri }, [sentence, budgetInWords(report), `It lies below ${uri}`].join('\n'));
  },

  async raise({ budgets, name, terms: { cap }, per, print }: BudgetQuestion): Promise<void> {
    const report = await budgets.raise(name, cap, per);
    const inPeriod = report.period === 'ever' ? '' : ` in ${report.period}`;
    const sentence = `${name} may spend ${limitInWords(cap)}${inPeriod}. What waits for it goes on by itself.`;
    print({ budget: report }, [sentence, budgetInWords(report)].join('\n'));
  },

  async remove({ budgets, name, print }: BudgetQuestion): Promise<void> {
    const removed = await budgets.remove(name);
    const text =
      removed === undefined
        ? `Nobody has set ${name}: nothing was removed.`
        : `Removed: ${name}, ${termsInWords(removed)}.`;
    print({ removed: removed ?? null }, text);
  },
} as const;

/** What each of them needs behind it. */
export const budgetUsage: Readonly<Record<keyof typeof budgetActions, readonly string[]>> = {
  list: [],
  show: ['<name>'],
  set: ['<name>', '<money>'],
  raise: ['<name>', '<money>'],
  remove: ['<name>'],
};
