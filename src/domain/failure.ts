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
  /** Whether the gateway charged for it. */
  readonly billed: 'no' | 'yes' | 'unknown';
  readonly gateway?: string | undefined;
  readonly taskId?: string | undefined;
  /** The gateway's own code. */
  readonly gatewayCode?: string | undefined;
  /** HTTP status of the gateway's refusal. */
  readonly status?: number | undefined;
  /** What is wrong with the request, field by field. */
  readonly issues?: readonly object[] | undefined;
}
