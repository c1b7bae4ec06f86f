import type { Money } from '../money.js';
import type { GenerationPolicy } from '../policy.js';
import { parseOptions } from './parse-options.js';
import { RequestError } from './request-error.js';

/** The options of an order with this price. Throws `RequestError` also for a risk that can't be held against it. */
export function parsePricedOptions(given: unknown, price: Money): GenerationPolicy {
  const policy = parseOptions(given);
  const { maxRisk } = policy.whenUnknown;
  if (maxRisk === undefined || (price.amount !== null && price.currency === maxRisk.currency)) return policy;
  throw new RequestError([
    {
      field: 'whenUnknown.maxRisk',
      given: `${maxRisk.amount} ${maxRisk.currency}`,
      allowed:
        price.amount === null
          ? 'nothing: the price of this model is not known here, so no risk can be held against it'
          : `an amount in ${price.currency}, in which this model is priced (here ${price.amount})`,
      acceptedBy: [],
    },
  ]);
}
