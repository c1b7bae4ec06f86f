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
  const rates = accounts.filter((each) => each.gateway === gateway).flatMap((each) => rateOf(each, models) ?? []);
  return rates.length === 0 ? undefined : Math.min(...rates);
}

function rateOf({ maxSubmitsPerSecond, ...account }: GatewayAccount, models: ModelCatalogue): number | undefined {
  if (maxSubmitsPerSecond !== undefined) return maxSubmitsPerSecond;
  const rates = [...account.models.keys()].flatMap((id) => models.find(id)?.facts.limits?.submitsPerSecond ?? []);
  return rates.length === 0 ? undefined : Math.min(...rates);
}
