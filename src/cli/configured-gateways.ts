import type { Config } from '../config.js';
import { keyVariable, type ConfiguredAccount } from '../config/gateway-variables.js';
import { defaultAccount } from '../domain/ids.js';
import { byGateway, gatewayOf, gateways, type Gateway, type ModelId } from '../domain/models.js';
import { knownModels } from '../domain/requests/model-catalogue.js';
import type { Market } from '../pricing/offers.js';
import { createPrices, type Prices } from '../pricing/prices.js';

const [firstKey, ...otherKeys] = gateways.map((gateway) => keyVariable(gateway));

/** What is missing where no gateway can be ordered from. */
export const noKey = `${firstKey} is not set: a gateway's key that pays; ${otherKeys.join(', ')} will do as well`;

/** The accounts that have a key. */
export const configuredGateways = ({ accounts }: Pick<Config, 'accounts'>) =>
  gatewaysOf(accounts, ({ apiKey }) => apiKey);

/** The accounts with a key that can pay for a request. */
export function payersOf(
  { model, account }: { readonly model: ModelId; readonly account?: string | undefined },
  config: Pick<Config, 'accounts'>,
): readonly string[] {
  const labels = configuredGateways(config)[gatewayOf(model)].map((configured) => configured.account);
  return labels.filter((label) => account === undefined || label === account);
}

/** All accounts, also those without a key: to look at what would be sent. */
export const accountsToLookAt = ({ accounts }: Config) =>
  gatewaysOf(accounts, ({ apiKey }) => apiKey ?? 'not needed to look');

/** What models cost the accounts that are configured here, with or without a key. */
export const pricesOf = (config: Pick<Config, 'accounts' | 'REELWORK_PRICES'>): Prices =>
  createPrices(config.REELWORK_PRICES, (gateway, label) => accountOf(config, gateway, label)?.baseUrl);

const accountOf = ({ accounts }: Pick<Config, 'accounts'>, gateway: Gateway, label = defaultAccount) =>
  accounts[gateway].find(({ account }) => account === label);

/** What `auto` chooses from here. An account without a key counts: to look at what would be. */
export const marketOf = (config: Config): Market => ({
  models: knownModels,
  prices: pricesOf(config),
  asksForCallbacks: config.CALLBACK_PUBLIC_URL !== undefined,
  isServed: (model, label) => accountOf(config, gatewayOf(model), label) !== undefined,
});

const gatewaysOf = (accounts: Config['accounts'], keyOf: (account: ConfiguredAccount) => string | undefined) =>
  byGateway((gateway) =>
    accounts[gateway].flatMap((account) => {
      const apiKey = keyOf(account);
      return apiKey === undefined ? [] : [{ ...account, apiKey }];
    }),
  );
