import type { GenerationPolicy } from '../domain/policy.js';
import type { Money } from '../domain/money.js';
import { parseOptions } from '../domain/requests/parse-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { invalidRequest } from './failure.js';

/** The options with their defaults, or the end of the generation before anything is paid for. */
export function checkOptions(given: unknown, price: Money): GenerationPolicy {
  try {
    const policy = parseOptions(given);
    const { maxRisk } = policy.whenUnknown;
    if (maxRisk !== undefined && (price.amount === null || price.currency !== maxRisk.currency)) {
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
    return policy;
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}
