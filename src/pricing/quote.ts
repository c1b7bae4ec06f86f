import Big from 'big.js';
import { gatewayFacts, gatewayOf, type ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import { orderAsGiven } from '../domain/ordered-video.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import type { PriceList } from './price-list.js';
import { inputSecondsAtMost, priceOfSecond } from './price-of-second.js';

/** What stands where nobody knows a price. */
export const unknownPrice = (model: ModelId): Money => ({
  amount: null,
  currency: gatewayFacts[gatewayOf(model)].currency,
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
