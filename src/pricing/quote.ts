import Big from 'big.js';
import { gatewayFacts, gatewayOf, type ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import { orderAsGiven, type OrderedVideo } from '../domain/ordered-video.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import { inputSecondsAtMost, priceOfSecond } from './price-of-second.js';
import type { Payer, Prices } from './prices.js';

/** What stands where nobody knows a price. */
export const unknownPrice = (model: ModelId): Money => ({
  amount: null,
  currency: gatewayFacts[gatewayOf(model)].currency,
  basis: 'unknown',
});

/** The most that a request can cost its account by the list; unknown where nobody knows a price. */
export function quote(request: CheckedRequest, prices: Prices): Money {
  const { model, account, durationSeconds, resolution } = request;
  const order = orderAsGiven(request);
  const seconds = new Big(durationSeconds).plus(inputSecondsAtMost(order)).toFixed();
  const ordered = { resolution, sound: order.generateAudio };
  return priceOfSeconds({ model, account, ordered, seconds }, prices) ?? unknownPrice(model);
}

/** Seconds that a gateway bills, those of references included. */
export interface BilledVideo extends Payer {
  readonly ordered: Pick<OrderedVideo, 'resolution' | 'sound'>;
  /** A decimal; `undefined` where the gateway tells none. */
  readonly seconds: string | undefined;
}

/** What they cost by the price list; `undefined` without seconds, or without a price. */
export function priceOfSeconds({ ordered, seconds, ...payer }: BilledVideo, prices: Prices): Money | undefined {
  const price = priceOfSecond(payer, ordered, prices);
  if (price === undefined || seconds === undefined) return undefined;
  return { amount: new Big(seconds).times(price.amount).toFixed(), currency: price.currency, basis: 'quoted' };
}
