import type { Money } from '../domain/money.js';
import type { GenerationPolicy } from '../domain/policy.js';
import { parsePricedOptions } from '../domain/requests/parse-priced-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { invalidRequest } from './failure.js';

/** The options with their defaults, or the end of the generation before anything is paid for. */
export function checkOptions(given: unknown, price: Money): GenerationPolicy {
  try {
    return parsePricedOptions(given, price);
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}
