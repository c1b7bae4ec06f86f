import { Argument } from 'commander';
import { budgetPeriods, type BudgetPeriod } from '../../domain/budget.js';
import { parseBudgetTerms } from '../../domain/requests/budget-options.js';
import { BudgetRefusal } from '../../ledger/budget-desk.js';
import { budgetActions, budgetUsage } from '../budget-actions.js';
import { assertComparable, toBudgetTarget } from '../budget-target.js';
import type { CliCommand } from '../command.js';
import { configuredBudgets } from '../configured-budgets.js';
import { exitCodes } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';

interface BudgetOptions {
  readonly per?: string;
  readonly timeZone?: string;
}

/** Where nothing is to be set. */
const noTerms = { cap: { amount: '0', currency: 'USD' }, per: 'ever', timeZone: 'UTC' } as const;

export const budget: CliCommand<BudgetOptions> = {
  name: 'budget',
  summary: 'list and show budgets; set, raise or remove the cap of a budget or of a gateway’s account',
  configure: (command) =>
    void command
      .addArgument(new Argument('<action>', 'what to do').choices(Object.keys(budgetActions)))
      .argument('[name]', 'a budget, or <gateway>[/<account>] for all that an account orders')
      .argument('[money]', "the cap, such as '100 USD'")
      .option('--per <period>', `with set: ${budgetPeriods.join(', ')}; with raise: which one, where there are several`)
      .option('--time-zone <name>', 'with set --per: where days begin, such as Europe/Berlin (default: UTC)'),

  async run({ config: readConfig, environment, print }, { per: given, timeZone }, [named = '', ...args]) {
    const action = named as keyof typeof budgetActions;
    const needed = budgetUsage[action];
    if (args.length !== needed.length) {
      throw new UsageError('WRONG_USAGE', `It is: reelwork budget ${[action, ...needed].join(' ')}`);
    }
    const [target = '', money] = args;
    const config = readConfig();
    const meant = action === 'list' ? { name: '' } : toBudgetTarget(target, config);
    const per = given as BudgetPeriod | undefined;
    const terms = money === undefined ? noTerms : parseBudgetTerms({ cap: money, per, timeZone });
    if (money !== undefined) assertComparable(meant, terms);
    const by = environment['USER'] ?? 'a person';
    try {
      await budgetActions[action]({ ...configuredBudgets(config), name: meant.name, terms, per, by, print });
    } catch (error) {
      throw error instanceof BudgetRefusal ? new UsageError('WRONG_USAGE', `${error.message}.`) : error;
    }
    return exitCodes.done;
  },
};
