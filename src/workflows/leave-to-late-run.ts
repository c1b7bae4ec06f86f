import { CancellationScope, getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { supersededRunId } from '../domain/ids.js';
import type { UnknownSubmission } from '../domain/submission.js';
import type { keepLateVideo } from './keep-late-video.js';
import { callbackReceived } from './messages.js';
import type { Run } from './run.js';

/** Leaves a submission that its generation goes on, or ends, without to a run of its own, and passes callbacks on to it. */
export async function leaveToLateRun(
  { id, model, ordered, callbacks, isLate }: Run,
  unknown: UnknownSubmission,
): Promise<void> {
  if (isLate) return;
  const workflowId = supersededRunId(id, unknown.n);
  const start = () =>
    startChild<typeof keepLateVideo>('keepLateVideo', {
      workflowId,
      args: [{ model, ordered, unknown }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `keeps what submission ${unknown.n} of ${id} still delivers`,
    });
  await CancellationScope.nonCancellable(start).catch((error: unknown) =>
    log.info('there is a late run already', { error }),
  );
  callbacks.passOn(unknown.n, (hint) =>
    CancellationScope.nonCancellable(() => getExternalWorkflowHandle(workflowId).signal(callbackReceived, hint)),
  );
}
