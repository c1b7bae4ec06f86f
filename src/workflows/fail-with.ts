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
  billed: FailureDetails['billed'],
): ApplicationFailure {
  const { state, message } = failure;
  return failWith({
    code: state === 'cancelled' ? 'CANCELLED_AT_GATEWAY' : 'GENERATION_FAILED',
    message: `${gateway} ${taskId}: ${message}`,
    billed,
    gateway,
    taskId,
    gatewayCode: state === 'failed' ? failure.code : undefined,
  });
}
