import {
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { AnyRequestInput } from '../domain/requests/index.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import type { generateVideo } from '../workflows/index.js';
import { assertSameOrder } from './same-order.js';

/** A generation as its caller wants it. */
export interface GenerationOrder {
  readonly id: string;
  readonly request: AnyRequestInput;
  readonly options?: GenerationOptions | undefined;
  readonly taskQueue: string;
  /** What lists of runs show of it. */
  readonly summary: string;
}

/**
 * Starts a generation's run, or joins the one with this id, running or finished. A run that Temporal ended (terminated,
 * timed out) is started again. Rejects with `ID_REUSED` for another request under the id.
 */
export async function startGeneration(
  client: Client,
  { id, request, options, taskQueue, summary }: GenerationOrder,
): Promise<void> {
  const digest = requestDigest(request);
  const start = (reusePolicy: WorkflowStartOptions['workflowIdReusePolicy']) =>
    client.workflow.start<typeof generateVideo>('generateVideo', {
      workflowId: id,
      taskQueue,
      args: options === undefined ? [request] : [request, options],
      workflowIdReusePolicy: reusePolicy,
      memo: { reelworkSchema: 1, reelworkRequestDigest: digest },
      staticSummary: summary,
    });
  try {
    await start('REJECT_DUPLICATE');
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const earlier = await client.workflow.getHandle(id).describe();
    await assertSameOrder(client, digest, earlier);
    if (endedByTemporal(earlier)) await start('ALLOW_DUPLICATE_FAILED_ONLY').catch(joinAnother);
  }
}

/** Whether the run was ended from outside, so that its generation has not come to an end of its own. */
export const endedByTemporal = ({ status }: Pick<WorkflowExecutionDescription, 'status'>): boolean =>
  status.name === 'TERMINATED' || status.name === 'TIMED_OUT';

/** Somebody else started it again first. */
function joinAnother(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}
