import Big from 'big.js';
import type { Money } from '../domain/money.js';
import type { OrderedVideo } from '../domain/ordered-video.js';
import { inputSecondsAtMost, priceOfSecond } from './price-of-second.js';
import type { Payer, Prices } from './prices.js';

/** What was ordered, and what it cost in the end. */
export interface Charge extends Payer {
  readonly ordered: OrderedVideo;
  /** What stood to be paid when the order was accepted. */
  readonly expected: Money;
  /** What the gateway says in the end. */
  readonly cost: Money;
  /** For how many seconds the gateway says it charges, those of references included, as a decimal; absent where it doesn't. */
  readonly seconds?: string | undefined;
}

/**
 * For how many seconds of the result, at least, a gateway has charged: as it says, or by its charge. A reservation tells its
 * price of a second, for it is made for the length ordered; else the price list does. Unknown without either, and before the
 * charge is settled.
 */
export function billedSeconds(charge: Charge, prices: Prices): number | undefined {
  const { ordered, cost, seconds: told } = charge;
  const ofReferences = inputSecondsAtMost(ordered);
  if (told !== undefined) return Number(new Big(told).minus(ofReferences).round(3));
  if (cost.basis !== 'settled') return undefined;
  const price = reservedPrice(charge) ?? priceOfSecond(charge, ordered, prices);
  if (price === undefined || price.currency !== cost.currency || new Big(price.amount).lte(0)) return undefined;
  const seconds = new Big(cost.amount).div(price.amount).minus(ofReferences);
  return Number(seconds.round(3));
}

/** With reference videos, nobody knows how many of their seconds were reserved for. */
function reservedPrice({ ordered: { durationSeconds, referenceVideos }, expected }: Charge) {
  if (expected.basis !== 'reserved' || referenceVideos > 0) return undefined;
  return { amount: new Big(expected.amount).div(durationSeconds), currency: expected.currency };
}
