import { ApplicationFailure } from '@temporalio/workflow';
import type { FailureDetails } from '../domain/failure.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';

/** The end of a generation without a video. */
export const failWith = (details: Omit<FailureDetails, 'schema'>): ApplicationFailure =>
  ApplicationFailure.nonRetryable(details.message, details.code, { schema: 1, ...details } satisfies FailureDetails);

/** The end of a generation by the gateway's word. */
export function failedGeneration(
  { task: { gateway, taskId } }: AcceptedSubmission,
  failure: TaskFailure,
): ApplicationFailure {
  const { state, message } = failure;
  return failWith({
    code: state === 'cancelled' ? 'CANCELLED_AT_GATEWAY' : 'GENERATION_FAILED',
    message: `${gateway} ${taskId}: ${message}`,
    billed: billed(failure),
    gateway,
    taskId,
    gatewayCode: state === 'failed' ? failure.code : undefined,
  });
}

/**
 * What the gateway said it charged, else what it documents: failed tasks are refunded. Of cancelled ones, and of ends
 * that it doesn't document, it says nothing.
 */
export function billed(failure: TaskFailure): FailureDetails['billed'] {
  const { cost } = failure;
  if (cost !== undefined && cost.amount !== null) return Number(cost.amount) > 0 ? 'yes' : 'no';
  return failure.state === 'failed' && failure.class !== 'unclassified' ? 'no' : 'unknown';
}
