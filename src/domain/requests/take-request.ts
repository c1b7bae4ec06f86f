import type { ModelId } from '../models.js';
import type { GenerationRequest } from './index.js';
import { parseRequest } from './parse-request.js';
import { RequestError, type RequestIssue } from './request-error.js';

/** Whether a model takes a request: with its defaults, or what keeps it from doing so. */
export type Taken =
  | { readonly model: ModelId; readonly request: GenerationRequest }
  | { readonly model: ModelId; readonly issues: readonly RequestIssue[] };

/** Holds a request against a model, whichever model it names. No field is dropped: what the model lacks keeps it out. */
export function takeRequest(model: ModelId, request: object): Taken {
  try {
    return { model, request: parseRequest({ ...request, model }) };
  } catch (error) {
    if (error instanceof RequestError) return { model, issues: error.issues };
    throw error;
  }
}
