import type { Config } from '../config.js';
import { keyVariable, type ConfiguredAccount } from '../config/gateway-variables.js';
import { defaultAccount } from '../domain/ids.js';
import { byGateway, gatewayOf, gateways, type ModelId } from '../domain/models.js';
import { knownModels } from '../domain/requests/model-catalogue.js';
import type { Market } from '../pricing/offers.js';

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

/** What `auto` chooses from here. An account without a key counts: to look at what would be. */
export const marketOf = ({ accounts, REELWORK_PRICES: prices, CALLBACK_PUBLIC_URL: callbacks }: Config): Market => ({
  models: knownModels,
  prices,
  asksForCallbacks: callbacks !== undefined,
  isServed: (model, label = defaultAccount) => accounts[gatewayOf(model)].some(({ account }) => account === label),
});

const gatewaysOf = (accounts: Config['accounts'], keyOf: (account: ConfiguredAccount) => string | undefined) =>
  byGateway((gateway) =>
    accounts[gateway].flatMap((account) => {
      const apiKey = keyOf(account);
      return apiKey === undefined ? [] : [{ ...account, apiKey }];
    }),
  );
