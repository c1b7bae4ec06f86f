import type { Gateway, ModelFacts } from '../domain/models.js';
import type { ModelCatalogue } from '../domain/requests/model-catalogue.js';
import type { GatewayAccount, GatewayAccounts } from './gateway-accounts.js';

/** How many tasks an account may have running at a time. */
export interface AccountLimits {
  /**
   * Of each model; further orders wait. @default what the gateway documents for the model, else no limit
   */
  readonly maxRunning?: number | undefined;
  /**
   * Orders a second, of all models and accounts of the gateway together; of several accounts' numbers the smallest
   * counts. @default the smallest that the gateway documents for one of its models, else no limit
   */
  readonly maxSubmitsPerSecond?: number | undefined;
}

/** How many tasks of a model the account may have running; `undefined`: as many as are ordered. */
export const runningLimit = ({ maxRunning }: AccountLimits, { limits }: ModelFacts): number | undefined =>
  maxRunning ?? limits?.running;

/** How many orders a second a gateway takes from its accounts; `undefined`: as many as there are. */
export function submitRate(accounts: GatewayAccounts, gateway: Gateway, models: ModelCatalogue): number | undefined {
  return smallest(
    accountsAt(accounts, gateway).map(
      (account) => account.maxSubmitsPerSecond ?? documented(account, models, 'submitsPerSecond'),
    ),
  );
}

/** How many questions a second a gateway answers its accounts; `undefined`: as many as there are. */
export const readRate = (accounts: GatewayAccounts, gateway: Gateway, models: ModelCatalogue): number | undefined =>
  smallest(accountsAt(accounts, gateway).map((account) => documented(account, models, 'readsPerSecond')));

const accountsAt = (accounts: GatewayAccounts, gateway: Gateway) =>
  accounts.filter((account) => account.gateway === gateway);

const documented = (
  { models: served }: GatewayAccount,
  models: ModelCatalogue,
  rate: 'submitsPerSecond' | 'readsPerSecond',
): number | undefined => smallest([...served.keys()].map((id) => models.find(id)?.facts.limits?.[rate]));

function smallest(rates: readonly (number | undefined)[]): number | undefined {
  const known = rates.filter((rate) => rate !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
