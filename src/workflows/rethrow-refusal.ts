import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** Rethrows the cause of an activity's failure that repeating can't help: the run then ends in the same words. */
export function rethrowRefusal(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  throw cause instanceof ApplicationFailure && cause.nonRetryable ? cause : error;
}
