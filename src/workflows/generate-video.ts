import { allHandlersFinished, CancellationScope, condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import { inOneLine } from '../domain/delivery.js';
import type { FailureDetails } from '../domain/failure.js';
import { orderAsGiven } from '../domain/ordered-video.js';
import type { AnyRequestInput } from '../domain/requests/index.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import type { GenerationResult, StoredGeneration } from '../domain/result.js';
import { goOnAfterFailure } from './after-failure.js';
import type { Books } from './books.js';
import { CancelledAtRest, type Cancelled } from './cancelled-at-rest.js';
import { detailsOf, failureWithBill } from './failure.js';
import { leaveSecondTask } from './leave-to-late-run.js';
import { modelsFor } from './models-for.js';
import { obtainVideo } from './obtain-video.js';
import { orderVideo, type Order } from './order-video.js';
import { beginRun, type Run } from './run.js';

/**
 * Turns one request into one verified video in the bucket, billed at most once, however long the gateway takes and
 * whatever crashes on the way. The workflow's id is the generation's id.
 */
export async function generateVideo(request: AnyRequestInput, options?: GenerationOptions): Promise<GenerationResult> {
  const run = beginRun(await modelsFor(request, options), { ordered: orderAsGiven(request) });
  try {
    const result = await makeVideo(run, { request, options });
    if (!run.cancelRequested()) return result;
    const { taskId, video } = result;
    const explanation = 'cancelled too late: the gateway had taken the order';
    return cancelled({ came: 'too-late', explanation, taskId, video });
  } catch (error) {
    if (isCancellation(error)) return cancelled(cancelledBeforeOrder(run.books));
    if (error instanceof CancelledAtRest) return cancelled(error.ending);
    const failure = failureWithBill(error, run.books.ended);
    const details = detailsOf(failure);
    if (run.cancelRequested() && details !== undefined) return cancelled(cancelledButFailed(details));
    run.progress.enter('failed');
    throw failure;
  } finally {
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }

  function cancelled({ came, explanation, taskId, video }: Cancelled): GenerationResult {
    run.progress.enter('cancelled', { note: explanation });
    const { billed = 'no', cost } = run.books.billOfEnded() ?? {};
    return {
      schema: 1,
      id: workflowInfo().workflowId,
      state: 'cancelled',
      receipt: { came, billed, explanation, taskId, cost, video },
    };
  }
}

/** Earlier orders of the same generation may have been taken, and paid for. */
function cancelledBeforeOrder(books: Books): Cancelled {
  const { billed = 'no', paid = [], inDoubt = [] } = books.billOfEnded() ?? {};
  if (billed === 'no') return { came: 'before-submission', explanation: 'cancelled before the gateway took the order' };
  const parts = [
    ...(paid.length === 0 ? [] : [`paid for already: submission ${paid.join(', ')}`]),
    ...(inDoubt.length === 0 ? [] : [`may have been paid for: submission ${inDoubt.join(', ')}`]),
  ];
  const explanation = `cancelled before it was ordered once more; ${parts.join('; ')}`;
  return { came: inDoubt.length > 0 ? 'in-doubt' : 'too-late', explanation };
}

function cancelledButFailed({ code, billed, message: explanation, taskId }: FailureDetails): Cancelled {
  if (code === 'CANCELLED_AT_GATEWAY') return { came: 'at-gateway', explanation, taskId };
  if (taskId !== undefined || billed === 'yes') return { came: 'too-late', explanation, taskId };
  return { came: billed === 'unknown' ? 'in-doubt' : 'before-submission', explanation };
}

/** Orders the video, and obtains it; one that its gateway has failed is ordered again where that is allowed. */
async function makeVideo(run: Run, order: Order): Promise<StoredGeneration> {
  for (;;) {
    const ordered = await orderVideo(run, order);
    switch (ordered.state) {
      case 'stored':
        return stored(run, ordered.result);
      case 'failed-before':
        goOnAfterFailure(run, ordered.submission, ordered.failure);
        break;
      case 'accepted': {
        const end = await CancellationScope.nonCancellable(() => obtainVideo(run, ordered));
        switch (end.state) {
          case 'stored':
            return stored(run, end);
          case 'failed':
          case 'cancelled':
            goOnAfterFailure(run, ordered, end);
            break;
          case 'superseded':
            break;
          case 'outranked':
            // What is right now, the ledger tells whoever asks for this submission again.
            run.books.noteTaskInDoubt();
            if (end.how === 'second') await leaveSecondTask(run, ordered);
        }
      }
    }
  }
}

function stored(run: Run, result: StoredGeneration): StoredGeneration {
  const { taskId, findings, submissions } = result;
  run.books.noteStored(submissions);
  run.progress.enter('stored', { taskId, note: inOneLine(findings) });
  return result;
}
