import Big from 'big.js';
import { models, type Gateway, type ModelId } from '../domain/models.js';
import type { Currency, Money } from '../domain/money.js';
import type { GenerationRequest } from '../domain/requests/index.js';
import type { PriceList } from './price-list.js';

/** What a gateway counts in. */
const currencyOf: Readonly<Record<Gateway, Currency>> = { evolink: 'EVOLINK_CREDIT' };

/** The most seconds of input that EvoLink bills for 1, 2 and 3 reference videos (its reference-video-flash page). */
const billedInputSecondsAtMost = ['0', '5', '5', '4.95'] as const;

/** What stands where nobody knows a price. */
export const unknownPrice = (model: ModelId): Money => ({
  amount: null,
  currency: currencyOf[models[model].gateway],
  basis: 'unknown',
});

/** The most that a request can cost by the price list; unknown where the list has no price. */
export function quote(request: GenerationRequest, prices: PriceList): Money {
  const price = prices[request.model];
  if (price === undefined) return unknownPrice(request.model);
  const silent = 'generateAudio' in request && !request.generateAudio;
  const perSecond = (silent ? price.silentPerSecond : undefined) ?? price.perSecond;
  const inputs = 'referenceVideoUrls' in request ? request.referenceVideoUrls.length : 0;
  const seconds = new Big(request.durationSeconds).plus(billedInputSecondsAtMost[inputs] ?? '0');
  return {
    amount: seconds.times(perSecond[request.resolution]).toFixed(),
    currency: price.currency,
    basis: 'quoted',
  };
}
