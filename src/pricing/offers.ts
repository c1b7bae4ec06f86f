import Big from 'big.js';
import { defaultAccount } from '../domain/ids.js';
import type { DeclinedModel } from '../domain/model-choice.js';
import { gatewayOf, type ModelId } from '../domain/models.js';
import type { Currency, Money } from '../domain/money.js';
import type { ModelCatalogue } from '../domain/requests/model-catalogue.js';
import { parseOptions } from '../domain/requests/parse-options.js';
import { priceIssues } from '../domain/requests/parse-priced-options.js';
import { inOneLine, takersOf, type Taker } from '../domain/requests/takers.js';
import type { Prices } from './prices.js';
import { quote } from './quote.js';

/** A model that may serve a request, with the most that an order costs. */
export interface Offer extends Taker {
  readonly price: Money;
}

/** The models that may serve a request, the preferred first, and those that may not. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly declined: readonly DeclinedModel[];
}

/** What is known where the choice is made. */
export interface Market {
  readonly models: ModelCatalogue;
  readonly prices: Prices;
  /** Whether gateways are told where to call back. */
  readonly asksForCallbacks: boolean;
  /** Whether orders of a model can be sent here, by this account. */
  readonly isServed: (model: ModelId, account: string | undefined) => boolean;
}

/** About what one unit is worth in USD: only to put prices in order. EvoLink: "68 credits ≈ 1 USD" (gateways.md 6). */
const roughlyInUsd: Readonly<Record<Currency, string>> = { USD: '1', EVOLINK_CREDIT: '0.0147', CNY: '0.14' };

/**
 * Which models may serve a request whose caller leaves the choice open, by its options: in the caller's order, else the
 * cheapest first. Throws a `RequestError` for options that can't be right.
 */
export function offersFor(request: object, options: unknown, market: Market): Offers {
  const { models, prices, asksForCallbacks, isServed } = market;
  const policy = parseOptions(options);
  const { auto } = policy;
  const { takers, declined: unable } = takersOf(request, auto, models);
  const offers: Offer[] = [];
  const declined = [...unable];
  for (const taker of takers) {
    const price = quote(taker.request, prices);
    const because = objection();
    if (because === undefined) offers.push({ ...taker, price });
    else declined.push({ model: taker.model, because });

    function objection(): string | undefined {
      const { model, request: checked } = taker;
      if (!isServed(model, checked.account)) {
        return `no account '${checked.account ?? defaultAccount}' of ${gatewayOf(model)} is configured here`;
      }
      if (auto?.needsCallback === true && !asksForCallbacks) return 'no callbacks are asked for here';
      if (price.amount === null && auto?.among === undefined) {
        return 'its price is not known: only with auto.among naming it';
      }
      const issues = priceIssues(policy, price);
      return issues.length > 0 ? inOneLine(issues) : undefined;
    }
  }
  return { offers: auto?.among === undefined ? offers.toSorted(byPrice) : offers, declined };
}

const byPrice = ({ price: one }: Offer, { price: other }: Offer): number => inUsd(one).cmp(inUsd(other));

/** About what an amount is worth in USD: only to put prices in order. */
export const inUsd = ({ amount, currency }: Money): Big => new Big(amount ?? 0).times(roughlyInUsd[currency]);
