import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { FailureDetails } from '../domain/failure.js';
import type { RequestError } from '../domain/requests/request-error.js';
import type { ProviderError } from '../providers/provider-error.js';

/** How long to leave a gateway alone that answered 429 without saying for how long, in seconds. */
const rateLimitSeconds = 60;

/** However long it asks for, in seconds. */
const longestRateLimitSeconds = 3600;

/** Ends the generation: repeating can't help. */
export const permanentFailure = (details: Omit<FailureDetails, 'schema'>): ApplicationFailure =>
  ApplicationFailure.create({
    message: details.message,
    type: details.code,
    nonRetryable: true,
    details: [{ schema: 1, ...details } satisfies FailureDetails],
  });

/** What a request that can't be right becomes: permanent, with every wrong field. */
export const invalidRequest = (error: RequestError): ApplicationFailure =>
  permanentFailure({ code: 'INVALID_REQUEST', message: error.message, billed: 'no', issues: error.issues });

/** What a storyboard that can't be right becomes: permanent, with every wrong field. */
export const invalidStoryboard = ({ message, issues }: RequestError): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type: 'INVALID_STORYBOARD',
    nonRetryable: true,
    details: [{ code: 'INVALID_STORYBOARD', message, issues }],
  });

/** A submission that found no connection, in the words of the retry policy: there is no use in trying before that time. */
export const notSent = ({ message, kind }: ProviderError, stoppedUntilMs: number): ApplicationFailure =>
  transientFailure(message, `ProviderError.${kind}`, (stoppedUntilMs - Date.now()) / 1000);

/** A refused submission in the words of the retry policy: the server repeats what may pass later. */
export function refusedSubmission(error: ProviderError): ApplicationFailure {
  const { message, kind, gateway, status, code, retryAfterSeconds } = error;
  switch (kind) {
    case 'not-sent':
      return transientFailure(message, `ProviderError.${kind}`);
    case 'rate-limit':
      return transientFailure(
        message,
        `ProviderError.${kind}`,
        Math.min(retryAfterSeconds ?? rateLimitSeconds * (1 + Math.random() / 2), longestRateLimitSeconds),
      );
    default:
      return permanentFailure({ code: 'REFUSED', message, billed: 'no', gateway, status, gatewayCode: code });
  }
}

/** A failure that the server repeats, after `delaySeconds` where given, else by the activity's own back-off. */
export const transientFailure = (message: string, type: string, delaySeconds?: number): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type,
    nextRetryDelay: delaySeconds === undefined ? undefined : toRetryDelay(delaySeconds),
  });

/** Nothing is wrong: what is waited for has not happened yet. The server asks again after `delaySeconds`. */
export const notYet = (message: string, delaySeconds: number, details: object): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type: 'NotYet',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: toRetryDelay(delaySeconds),
    details: [details],
  });

/** In milliseconds, and never 0: the server takes a delay of nothing for the end of all retries. */
const toRetryDelay = (seconds: number): number => Math.max(1000, Math.ceil(seconds * 1000));
