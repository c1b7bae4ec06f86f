import { ApplicationFailure } from '@temporalio/workflow';
import { withBill, type FailureDetails } from '../domain/failure.js';
import type { SubmissionReceipt } from '../domain/result.js';

/** Ends the generation without a video, once it is thrown. */
export const permanentFailure = (details: Omit<FailureDetails, 'schema'>): ApplicationFailure =>
  ApplicationFailure.nonRetryable(details.message, details.code, { schema: 1, ...details } satisfies FailureDetails);

/** What a failure says of itself, where it is one of Reelwork's: of a workflow's, or of an activity's that passed it on. */
export const detailsOf = (error: unknown): FailureDetails | undefined =>
  error instanceof ApplicationFailure ? (error.details?.[0] as FailureDetails | undefined) : undefined;

/** The same failure, with what all submissions of the generation have come to. */
export function failureWithBill(error: unknown, submissions: readonly SubmissionReceipt[]): unknown {
  const details = detailsOf(error);
  if (details === undefined || submissions.length === 0) return error;
  return permanentFailure(withBill(details, submissions));
}
