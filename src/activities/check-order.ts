import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import { defaultPolicy, type GenerationPolicy } from '../domain/policy.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import { parseOptions } from '../domain/requests/parse-options.js';
import { parsePricedOptions } from '../domain/requests/parse-priced-options.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { RequestError } from '../domain/requests/request-error.js';
import { quote } from '../pricing/quote.js';
import { submitterFor, type Submitter } from '../providers/gateway-accounts.js';
import { factsOf, type ActivityDependencies } from './dependencies.js';
import { invalidRequest } from './failure.js';
import { notConfigured } from './task-adapter.js';

/** An order that may be sent. */
export interface CheckedOrder {
  readonly request: CheckedRequest;
  /** The list price. */
  readonly price: Money;
  readonly policy: GenerationPolicy;
  readonly submitter: Submitter;
}

/** Request and options with their defaults, or the end of the generation before anything is paid for. */
export function checkOrder(
  dependencies: Pick<ActivityDependencies, 'prices' | 'accounts' | 'models'>,
  given: { readonly model: ModelId },
  options: unknown,
): CheckedOrder {
  const { prices, accounts, models } = dependencies;
  // A worker that doesn't know the model leaves the order to one that does.
  factsOf(dependencies, given.model);
  try {
    const request = parseRequest(given, models);
    const price = quote(request, prices);
    const policy = parsePricedOptions(options, price);
    const submitter = submitterFor(accounts, request.model, request.account);
    if (submitter === undefined) throw notConfigured(request.model, request.account);
    return { request, price, policy, submitter };
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}

/** The options of an order that was sent before; those that make no sense here can't undo it. */
export function policyOf(options: unknown): GenerationPolicy {
  try {
    return parseOptions(options);
  } catch (error) {
    if (error instanceof RequestError) return defaultPolicy;
    throw error;
  }
}
