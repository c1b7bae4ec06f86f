import {
  ApplicationFailure,
  ChildWorkflowFailure,
  executeChild,
  ParentClosePolicy,
  rootCause,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/common';
import type { OpenedTake } from '../../activities/open-take.js';
import { takeId, type TakeAddress } from '../../domain/ids.js';
import type { AnyRequestInput } from '../../domain/requests/index.js';
import type { Money } from '../../domain/money.js';
import type { StoredGeneration } from '../../domain/result.js';
import type { PlannedShot } from '../../domain/storyboards/plan.js';
import { detailsOf } from '../failure.js';
import { generateVideo } from '../generate-video.js';
import type { StoryboardRun } from './run.js';

/** What has come of a generation. */
export type TakeEnd =
  | { readonly state: 'stored'; readonly result: StoredGeneration }
  /** It was cancelled with the storyboard, before it cost anything. */
  | { readonly state: 'withdrawn' }
  | { readonly state: 'failed'; readonly reason: string; readonly cost?: Money | undefined };

interface OwnTake {
  readonly shot: PlannedShot;
  readonly address: TakeAddress;
  readonly opened: Extract<OpenedTake, { readonly state: 'ours' }>;
}

/**
 * Generates a take by a child of its own, which goes on whatever becomes of the storyboard. `elsewhere`: it is being made
 * already, by a child of an earlier run.
 */
export async function generateTake(
  { options, attributes, cancellably, stopped }: StoryboardRun,
  { shot, address, opened: { request, requestDigest } }: OwnTake,
): Promise<TakeEnd | { readonly state: 'elsewhere'; readonly generation: string }> {
  const workflowId = takeId(address);
  const start = () =>
    executeChild(generateVideo, {
      workflowId,
      args: [request as AnyRequestInput, options],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      // What was paid for is found in the ledger: to run once more costs nothing.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      memo: { reelworkSchema: 1, reelworkRequestDigest: requestDigest },
      typedSearchAttributes: attributes(shot.id),
      staticSummary: `${shot.id} · take ${address.take} · ${shot.request.model}`,
    });
  try {
    const result = await cancellably(start);
    if (result.state === 'stored') return { state: 'stored', result };
    const { explanation: reason, billed, cost, video } = result.receipt;
    // It was paid for, and lies in the bucket.
    if (video !== undefined) return { state: 'elsewhere', generation: workflowId };
    // One that a person has cancelled by itself is not ordered again at once.
    const isWithdrawn = billed === 'no' && stopped() === 'cancelled';
    return isWithdrawn ? { state: 'withdrawn' } : { state: 'failed', reason, cost };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { state: 'elsewhere', generation: workflowId };
    if (!(error instanceof ChildWorkflowFailure) || !(error.cause instanceof ApplicationFailure)) throw error;
    return { state: 'failed', reason: rootCause(error) ?? 'no reason given', cost: detailsOf(error.cause)?.cost };
  }
}
