import type { GenerationRequest } from '../domain/requests/index.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { RequestError } from '../domain/requests/request-error.js';
import { invalidRequest } from './failure.js';
import { orderingOwner } from './owner.js';

/** The request with its defaults, or the end of the generation: runs may be started by clients that check nothing. */
export async function checkRequest(given: unknown): Promise<GenerationRequest> {
  orderingOwner();
  try {
    return parseRequest(given);
  } catch (error) {
    throw error instanceof RequestError ? invalidRequest(error) : error;
  }
}
