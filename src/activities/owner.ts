import { activityInfo } from '@temporalio/activity';
import { generationOf, idRule, isGenerationId, isLateRunId } from '../domain/ids.js';
import { permanentFailure } from './failure.js';

/** The generation that the running activity works for. Reelwork's activities are never started on their own. */
export function owner(): { readonly id: string; readonly runId: string; readonly namespace: string } {
  const { workflowExecution, workflowNamespace } = activityInfo();
  if (workflowExecution === undefined || workflowNamespace === undefined) throw new Error('not run by a workflow');
  return {
    id: generationOf(workflowExecution.workflowId),
    runId: workflowExecution.runId,
    namespace: workflowNamespace,
  };
}

/** Whether the activity works for the run that looks after a superseded submission. */
export function isLateRun(): boolean {
  const { workflowExecution } = activityInfo();
  return workflowExecution !== undefined && isLateRunId(workflowExecution.workflowId);
}

/** The generation that the running activity orders for, or its end where the workflow's id can't name one. */
export function orderingOwner(): ReturnType<typeof owner> {
  const running = owner();
  // `keepLateVideo` works under another generation's name, and orders nothing.
  if (isGenerationId(running.id) && !isLateRun()) return running;
  throw permanentFailure({
    code: 'INVALID_ID',
    message: `workflow id '${activityInfo().workflowExecution?.workflowId}' can't name a generation; allowed: ${idRule}`,
    billed: 'no',
  });
}
