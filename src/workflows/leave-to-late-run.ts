import { CancellationScope, getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { supersededRunId } from '../domain/ids.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { keepLateVideo } from './keep-late-video.js';
import { callbackReceived } from './messages.js';
import type { Run } from './run.js';

/** Leaves a submission that its generation goes on, or ends, without to a run of its own, and passes callbacks on to it. */
export async function leaveToLateRun(run: Run, unknown: UnknownSubmission): Promise<void> {
  if (run.isLate) return;
  const workflowId = await startLateRun(run, unknown);
  run.callbacks.passOn(unknown.n, (hint) =>
    CancellationScope.nonCancellable(() => getExternalWorkflowHandle(workflowId).signal(callbackReceived, hint)),
  );
}

/** Leaves a second task, which the gateway made of one submission, to a run of its own: it is paid for as well. */
export async function leaveSecondTask(run: Run, second: AcceptedSubmission): Promise<void> {
  if (run.isLate) return;
  const reason = `the gateway made a second task of it, ${second.task.taskId}`;
  await startLateRun(run, asUnknown(second, reason), { ...second, by: undefined });
}

/** What a run must know to look after an accepted submission from here on. */
export const asUnknown = (
  { n, acceptedAt, typicalSeconds, cost }: AcceptedSubmission,
  reason: string,
): UnknownSubmission => ({
  state: 'unknown',
  n,
  wireKey: undefined,
  since: acceptedAt,
  typicalSeconds,
  reason,
  cost,
});

async function startLateRun(
  { id, model, facts, ordered, progress }: Run,
  unknown: UnknownSubmission,
  accepted?: AcceptedSubmission,
): Promise<string> {
  const workflowId = supersededRunId(id, unknown.n);
  const start = () =>
    startChild<typeof keepLateVideo>('keepLateVideo', {
      workflowId,
      args: [{ model, facts, ordered, unknown, accepted, searchAttributes: progress.usesSearchAttributes() }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `keeps what submission ${unknown.n} of ${id} still delivers`,
    });
  await CancellationScope.nonCancellable(start).catch((error: unknown) =>
    log.info('there is a late run already', { error }),
  );
  return workflowId;
}
