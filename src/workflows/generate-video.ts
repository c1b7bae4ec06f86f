import { ApplicationFailure, CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { FailureDetails } from '../domain/failure.js';
import { inOneLine } from '../domain/delivery.js';
import { isModelId } from '../domain/models.js';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import type { CancellationReceipt, GenerationResult } from '../domain/result.js';
import { checkRequest } from './activities.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { obtainVideo } from './obtain-video.js';
import { orderVideo } from './order-video.js';
import { rethrowRefusal } from './rethrow-refusal.js';
import { beginRun } from './run.js';

/**
 * Turns one request into one verified video in the bucket, billed at most once, however long the gateway takes and
 * whatever crashes on the way. The workflow's id is the generation's id.
 */
export async function generateVideo(request: GenerationRequestInput): Promise<GenerationResult> {
  if (!isModelId(request?.model)) await checkRequest(request).catch(rethrowRefusal);
  const run = beginRun(request);
  try {
    const order = await orderVideo(run);
    if (order.state === 'stored') return order.result;
    const result = await CancellationScope.nonCancellable(() => obtainVideo(run, order));
    run.progress.enter('stored', { cost: result.cost, note: inOneLine(result.findings) });
    if (!run.cancelRequested()) return result;
    return cancelled({ billed: 'yes', explanation: 'cancelled too late: the gateway had taken the order', ...result });
  } catch (error) {
    if (isCancellation(error))
      return cancelled({ billed: 'no', explanation: 'cancelled before the gateway took the order' });
    if (error instanceof CancelledAtRest) return cancelled(error.receipt);
    if (run.cancelRequested() && error instanceof ApplicationFailure) {
      const [{ billed, message, taskId }] = error.details as [FailureDetails];
      return cancelled({ billed, explanation: message, taskId });
    }
    run.progress.enter('failed');
    throw error;
  }

  function cancelled(receipt: CancellationReceipt): GenerationResult {
    run.progress.enter('cancelled', { note: receipt.explanation });
    const { billed, explanation, taskId, cost, video } = receipt;
    return {
      schema: 1,
      id: workflowInfo().workflowId,
      state: 'cancelled',
      receipt: { billed, explanation, taskId, cost, video },
    };
  }
}
