import { models, type Gateway, type ModelFacts, type ModelId } from '../domain/models.js';
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

const documented = (model: ModelId): ModelFacts['limits'] => (models[model] as ModelFacts).limits;

/** How many tasks of a model the account may have running; `undefined`: as many as are ordered. */
export const runningLimit = ({ maxRunning }: AccountLimits, model: ModelId): number | undefined =>
  maxRunning ?? documented(model)?.running;

/** How many orders a second a gateway takes from its accounts; `undefined`: as many as there are. */
export function submitRate(accounts: GatewayAccounts, gateway: Gateway): number | undefined {
  const rates = accounts.filter((account) => account.gateway === gateway).flatMap((account) => rateOf(account) ?? []);
  return rates.length === 0 ? undefined : Math.min(...rates);
}

function rateOf({ maxSubmitsPerSecond, models: adapters }: GatewayAccount): number | undefined {
  if (maxSubmitsPerSecond !== undefined) return maxSubmitsPerSecond;
  const rates = (Object.keys(adapters) as ModelId[]).flatMap((model) => documented(model)?.submitsPerSecond ?? []);
  return rates.length === 0 ? undefined : Math.min(...rates);
}
