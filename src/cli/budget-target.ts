import type { Config } from '../config.js';
import { accountBudgetName, budgetNameRule, isOrdersBudget, type BudgetTerms } from '../domain/budget.js';
import { defaultAccount } from '../domain/ids.js';
import { gatewayFacts, gateways, type Gateway } from '../domain/models.js';
import type { Currency } from '../domain/money.js';
import { knownModels } from '../domain/requests/model-catalogue.js';
import { pricesOf } from './configured-gateways.js';
import { UsageError } from './usage-error.js';

/** A budget as a person names it on the command line. */
export interface BudgetTarget {
  readonly name: string;
  /** In what its orders are priced, where it is an account's. @default any */
  readonly currencies?: readonly Currency[] | undefined;
}

/**
 * What a person means: `evolink` and `evolink/team` are accounts, everything else is the name of a budget. Throws a `UsageError`
 * that says what there is: the cap of a misspelt account would cap nothing.
 */
export function toBudgetTarget(target: string, config: Config): BudgetTarget {
  const [first, account = defaultAccount, ...more] = target.replace(/^accounts\//, '').split('/');
  const gateway = gateways.find((known) => known === first);
  if (gateway !== undefined) return toAccount(gateway, [account, ...more].join('/'), config);
  if (isOrdersBudget(target)) return { name: target };
  throw wrongUsage(`'${target}' is neither <gateway>[/<account>] nor the name of a budget: ${budgetNameRule}`);
}

/** Throws a `UsageError` where no order of an account could be held against a cap. */
export function assertComparable({ name, currencies }: BudgetTarget, { cap }: BudgetTerms): void {
  if (currencies === undefined || currencies.includes(cap.currency)) return;
  throw wrongUsage(`What ${name} orders is priced in ${currencies.join(' and ')}, and the cap is in ${cap.currency}.`);
}

function toAccount(gateway: Gateway, account: string, config: Config): BudgetTarget {
  const labels = config.accounts[gateway].map((configured) => configured.account);
  if (!labels.includes(account)) {
    throw wrongUsage(`${gateway} has no account '${account}'. Known: ${labels.join(', ')}`);
  }
  const prices = pricesOf(config);
  const models = knownModels.all.filter(({ facts }) => facts.gateway === gateway);
  const known = models.map(({ id: model }) => prices({ model, account })?.currency);
  const currencies = new Set(known.map((currency) => currency ?? gatewayFacts[gateway].currency));
  return { name: accountBudgetName(gateway, account), currencies: [...currencies] };
}

const wrongUsage = (message: string) => new UsageError('WRONG_USAGE', message);
