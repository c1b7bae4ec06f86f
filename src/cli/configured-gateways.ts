import type { Config } from '../config.js';
import type { ConfiguredAccount } from '../config/gateway-variables.js';
import { byGateway, gatewayOf, gateways, type ModelId } from '../domain/models.js';

const [firstKey, ...otherKeys] = gateways.map((gateway) => `${gateway.toUpperCase()}_API_KEY`);

/** What is missing where no gateway can be ordered from. */
export const noKey = `${firstKey} is not set: a gateway's key that pays; ${otherKeys.join(', ')} will do as well`;

/** The accounts that have a key. */
export const configuredGateways = ({ accounts }: Config) => gatewaysOf(accounts, ({ apiKey }) => apiKey);

/** All accounts, also those without a key: to look at what would be sent. */
export const accountsToLookAt = ({ accounts }: Config) =>
  gatewaysOf(accounts, ({ apiKey }) => apiKey ?? 'not needed to look');

/** Whether an account is configured by which a model could be ordered, with a key or without: to look at what would be. */
export const isConfigured =
  ({ accounts }: Config) =>
  (model: ModelId, label = 'default'): boolean =>
    accounts[gatewayOf(model)].some(({ account }) => account === label);

const gatewaysOf = (accounts: Config['accounts'], keyOf: (account: ConfiguredAccount) => string | undefined) =>
  byGateway((gateway) =>
    accounts[gateway].flatMap((account) => {
      const apiKey = keyOf(account);
      return apiKey === undefined ? [] : [{ ...account, apiKey }];
    }),
  );
