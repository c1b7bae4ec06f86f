import { defaultAccount } from '../domain/ids.js';
import { gatewayOf, type Gateway, type ModelId } from '../domain/models.js';
import type { ModelPrice } from '../domain/requests/model-price.js';
import { knownPricesAt } from './known-prices-at.js';
import type { PriceList } from './price-list.js';

/** Who orders what: prices may differ from account to account. */
export interface Payer {
  readonly model: ModelId;
  /** @default 'default' */
  readonly account?: string | undefined;
}

/** What a model costs an account; `undefined` where nobody knows. */
export type Prices = (payer: Payer) => ModelPrice | undefined;

/** The same for every account. */
export const listed =
  (list: PriceList): Prices =>
  ({ model }) =>
    list[model];

/** What is given counts for every account, before what is known of where the account is reached. */
export const createPrices =
  (given: PriceList, baseUrlOf: (gateway: Gateway, account: string) => string | undefined): Prices =>
  ({ model, account = defaultAccount }) => {
    const gateway = gatewayOf(model);
    return given[model] ?? knownPricesAt(gateway, baseUrlOf(gateway, account))[model];
  };
