import { getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { supersededRunId } from '../domain/ids.js';
import type { AcceptedSubmission, Closure, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import { callbackReceived } from './messages.js';
import type { keepLateVideo } from './keep-late-video.js';
import type { Run } from './run.js';

/**
 * Ends a submission's part in its generation without knowing what becomes of it, and leaves it to a run of its own,
 * which keeps whatever it still delivers. A word that has come in time wins: then that is answered.
 */
export async function closeUnknown(
  run: Run,
  unknown: UnknownSubmission,
  closure: Closure,
  taskId?: string,
): Promise<AcceptedSubmission | ClosedSubmission> {
  const { n } = unknown;
  const closed = await run.activities.closeSubmission({ n, closure, taskId });
  if (closed.state === 'closed') await leaveToLateRun(run, unknown);
  return closed;
}

/** Starts the run that keeps what a submission still delivers, unless there is one, and passes callbacks on to it. */
export async function leaveToLateRun({ id, model, callbacks, isLate }: Run, unknown: UnknownSubmission): Promise<void> {
  if (isLate) return;
  const workflowId = supersededRunId(id, unknown.n);
  await startChild<typeof keepLateVideo>('keepLateVideo', {
    workflowId,
    args: [{ model, unknown }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `keeps what submission ${unknown.n} of ${id} still delivers`,
  }).catch((error: unknown) => log.info('the late run was there before', { error }));
  callbacks.passOn(unknown.n, (hint) => getExternalWorkflowHandle(workflowId).signal(callbackReceived, hint));
}
