import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Redo } from '../domain/storyboards/due-takes.js';
import type { StoryboardOptions } from '../domain/storyboards/options.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import type { storyboard } from '../workflows/index.js';
import { redo } from '../workflows/storyboards/messages.js';
import { inputOf } from './run-input.js';
import { StoryboardError } from './storyboard-error.js';

/** A storyboard as its caller wants it made. */
export interface StoryboardOrder {
  readonly id: string;
  readonly document: unknown;
  readonly options?: StoryboardOptions | undefined;
  readonly taskQueue: string;
  /** What lists of runs show of it. */
  readonly summary: string;
}

/**
 * Starts a storyboard's run, or joins the one that is under way with the same document and options. One that has ended is run
 * once more: it goes on from what there is. Rejects where another document is being made under this id.
 */
export async function startStoryboard(client: Client, order: StoryboardOrder): Promise<void> {
  const { id, document, options, taskQueue, summary } = order;
  try {
    await client.workflow.start<typeof storyboard>('storyboard', {
      workflowId: id,
      taskQueue,
      args: options === undefined ? [document] : [document, options],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      memo: memoOf(document, options),
      staticSummary: summary,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const { memo } = await client.workflow.getHandle(id).describe();
    if (memo?.['reelworkRequestDigest'] === digestOf(document, options)) return;
    const message = 'another storyboard, or another version of it, is being made under this id; wait for its end';
    throw new StoryboardError(id, { code: 'ID_REUSED', message }, error);
  }
}

const memoOf = (document: unknown, options: StoryboardOptions | undefined) => ({
  reelworkSchema: 1,
  reelworkRequestDigest: digestOf(document, options),
});

/** Of what is made: redone takes don't make it another storyboard. */
const digestOf = (document: unknown, { vars, timeZone, fresh }: StoryboardOptions = {}): string =>
  requestDigest({ document, vars, timeZone, fresh });

/**
 * Runs an ended storyboard once more, with the document that it was run with last, and one more take. Says what happens now;
 * where the take can't be made, the run ends with what there was.
 */
export async function reopenStoryboard(client: Client, id: string, wanted: Redo): Promise<string> {
  const run = await client.workflow.getHandle(id).describe();
  const [document, options] = (await inputOf(client, run)) as [unknown, StoryboardOptions?];
  // What its variables tell of the time stays what it was, and with it what is there already.
  const again = { scheduledAt: run.startTime.toISOString(), ...options, redos: undefined };
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof storyboard>('storyboard', {
    workflowId: id,
    taskQueue: run.taskQueue,
    args: [document, again],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    memo: memoOf(document, options),
    staticSummary: (await run.staticSummary()) ?? id,
  });
  return client.workflow.executeUpdateWithStart(redo, { args: [wanted], startWorkflowOperation });
}
