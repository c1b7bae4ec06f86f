import { billSoFar } from './bill-so-far.js';
import type { Money } from './money.js';
import type { SubmissionReceipt } from './result.js';

/** Why a generation ended without a video, or why its activities can't go on. */
export type FailureCode =
  /** The request can't be right; nothing was sent. */
  | 'INVALID_REQUEST'
  /** The workers do not know the model; nothing was sent. */
  | 'MODEL_UNKNOWN'
  /** The generation id breaks the grammar; nothing was sent. */
  | 'INVALID_ID'
  /** Another request was ordered under this id before; nothing was sent. */
  | 'ID_REUSED'
  /** The gateway refused the submission. */
  | 'REFUSED'
  /** The gateway accepted the task and then failed it. */
  | 'GENERATION_FAILED'
  /** The task was cancelled at the gateway. */
  | 'CANCELLED_AT_GATEWAY'
  /** The account can't order, and `whenHeld` was 'fail'; nothing was sent. */
  | 'HELD'
  /** Nobody knows whether the gateway took the order, and `whenUnknown` said to fail then. */
  | 'SUBMISSION_UNKNOWN'
  /** A person gave it up by `resolveSubmission`. */
  | 'ABANDONED';

/** What a failed generation says of itself: in Temporal, in JSON and in `GenerationError`. */
export interface FailureDetails {
  readonly schema: 1;
  readonly code: FailureCode;
  readonly message: string;
  /** Whether a gateway charged for it: `yes` where one of its submissions was paid for, whatever became of the others. */
  readonly billed: 'no' | 'yes' | 'unknown';
  /** What its submissions have cost, or may have, together. Absent where nothing was charged. */
  readonly cost?: Money | undefined;
  /** What became of each submission that a gateway took, or may have taken, and what it cost. Absent where there is none. */
  readonly submissions?: readonly SubmissionReceipt[] | undefined;
  readonly gateway?: string | undefined;
  readonly taskId?: string | undefined;
  /** The gateway's own code. */
  readonly gatewayCode?: string | undefined;
  /** HTTP status of the gateway's refusal. */
  readonly status?: number | undefined;
  /** What is wrong with the request, field by field. */
  readonly issues?: readonly object[] | undefined;
}

const byWeight = ['no', 'unknown', 'yes'] as const;

/** A failure together with what all submissions of its generation have come to: the worse word on the bill counts. */
export function withBill(failure: FailureDetails, submissions: readonly SubmissionReceipt[]): FailureDetails {
  if (submissions.length === 0) return failure;
  const { billed, cost } = billSoFar(submissions);
  const worse = Math.max(byWeight.indexOf(failure.billed), byWeight.indexOf(billed));
  return { ...failure, billed: byWeight[worse] ?? 'unknown', cost, submissions };
}
