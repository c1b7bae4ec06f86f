import Big from 'big.js';
import { gatewayOf, type Gateway, type ModelId } from '../domain/models.js';
import type { Currency, Money } from '../domain/money.js';
import { orderAsGiven } from '../domain/ordered-video.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { PriceList } from './price-list.js';
import { inputSecondsAtMost, priceOfSecond } from './price-of-second.js';

/** What a gateway counts in. */
const currencyOf: Readonly<Record<Gateway, Currency>> = {
  evolink: 'EVOLINK_CREDIT',
  vtrix: 'USD',
  aimlapi: 'USD',
  dashscope: 'USD',
};

/** What stands where nobody knows a price. */
export const unknownPrice = (model: ModelId): Money => ({
  amount: null,
  currency: currencyOf[gatewayOf(model)],
  basis: 'unknown',
});

/** The most that a request can cost by the price list; unknown where the list has no price. */
export function quote(request: CheckedRequest, prices: PriceList): Money {
  const order = orderAsGiven(request);
  const price = priceOfSecond(request.model, { resolution: request.resolution, sound: order.generateAudio }, prices);
  if (price === undefined) return unknownPrice(request.model);
  const seconds = new Big(request.durationSeconds).plus(inputSecondsAtMost(order));
  return { amount: seconds.times(price.amount).toFixed(), currency: price.currency, basis: 'quoted' };
}
