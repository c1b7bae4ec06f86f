import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import type { FailureDetails } from '../domain/failure.js';
import { billSoFar } from '../domain/bill-so-far.js';
import { inOneLine } from '../domain/delivery.js';
import { chargeOfFailure, isBilled } from '../domain/failure-charge.js';
import { orderAsGiven } from '../domain/ordered-video.js';
import type { AnyRequestInput } from '../domain/requests/index.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import type { CancellationReceipt, GenerationResult, StoredGeneration } from '../domain/result.js';
import { CancelledAtRest } from './cancelled-at-rest.js';
import { failedGeneration } from './fail-with.js';
import { leaveSecondTask } from './leave-to-late-run.js';
import { obtainVideo } from './obtain-video.js';
import { modelsFor } from './models-for.js';
import { orderVideo, type Order } from './order-video.js';
import { beginRun, goElsewhere, type Run } from './run.js';

/**
 * Turns one request into one verified video in the bucket, billed at most once, however long the gateway takes and
 * whatever crashes on the way. The workflow's id is the generation's id.
 */
export async function generateVideo(request: AnyRequestInput, options?: GenerationOptions): Promise<GenerationResult> {
  const run = beginRun(await modelsFor(request, options), { ordered: orderAsGiven(request) });
  try {
    const result = await makeVideo(run, { request, options });
    if (!run.cancelRequested()) return result;
    return cancelled({
      came: 'too-late',
      billed: 'yes',
      explanation: 'cancelled too late: the gateway had taken the order',
      ...result,
    });
  } catch (error) {
    if (isCancellation(error)) return cancelled(cancelledBeforeOrder(run));
    if (error instanceof CancelledAtRest) return cancelled(error.receipt);
    const details =
      error instanceof ApplicationFailure ? (error.details?.[0] as FailureDetails | undefined) : undefined;
    if (run.cancelRequested() && details !== undefined) return cancelled(cancelledButFailed(details));
    run.progress.enter('failed');
    throw error;
  } finally {
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }

  function cancelled(receipt: CancellationReceipt): GenerationResult {
    run.progress.enter('cancelled', { note: receipt.explanation });
    const { came, billed, explanation, taskId, cost, video } = receipt;
    return {
      schema: 1,
      id: workflowInfo().workflowId,
      state: 'cancelled',
      receipt: { came, billed, explanation, taskId, cost, video },
    };
  }
}

/** Earlier orders of the same generation may have been taken, and paid for. */
function cancelledBeforeOrder({ earlier }: Run): CancellationReceipt {
  const { billed, cost, paid, inDoubt } = billSoFar(earlier);
  if (billed === 'no') {
    return { came: 'before-submission', billed, explanation: 'cancelled before the gateway took the order' };
  }
  const parts = [
    ...(paid.length === 0 ? [] : [`paid for already: submission ${paid.join(', ')}`]),
    ...(inDoubt.length === 0 ? [] : [`may have been paid for: submission ${inDoubt.join(', ')}`]),
  ];
  const explanation = `cancelled before it was ordered once more; ${parts.join('; ')}`;
  return { came: inDoubt.length > 0 ? 'in-doubt' : 'too-late', billed, explanation, cost };
}

function cancelledButFailed({ code, billed, message, taskId }: FailureDetails): CancellationReceipt {
  if (code === 'CANCELLED_AT_GATEWAY') return { came: 'at-gateway', billed, explanation: message, taskId };
  const came = billed === 'unknown' && taskId === undefined ? 'in-doubt' : 'before-submission';
  return { came: taskId === undefined ? came : 'too-late', billed, explanation: message, taskId };
}

/** Orders the video, and obtains it; a video that the gateway failed by its own fault is ordered again where allowed. */
async function makeVideo(run: Run, order: Order): Promise<StoredGeneration> {
  let sent = 0;
  for (;;) {
    const ordered = await orderVideo(run, order, sent);
    if (ordered.state === 'stored') {
      const { taskId, cost, findings } = ordered.result;
      run.progress.enter('stored', { taskId, cost, note: inOneLine(findings) });
      return ordered.result;
    }
    const submission = ordered.state === 'accepted' ? ordered : ordered.submission;
    sent = submission.n;
    const end =
      ordered.state === 'accepted'
        ? await CancellationScope.nonCancellable(() => obtainVideo(run, ordered))
        : ordered.failure;
    switch (end.state) {
      case 'stored':
        run.progress.enter('stored', { cost: end.cost, note: inOneLine(end.findings) });
        return end;
      case 'superseded':
        break;
      case 'outranked':
        // What is right now, the ledger tells whoever asks for this submission again.
        if (end.how === 'second') await leaveSecondTask(run, submission);
        break;
      case 'failed':
      case 'cancelled': {
        const { n, task, acceptedAt, cost: expected } = submission;
        const charge = chargeOfFailure({ expected, failure: end });
        const mayPassNextTime = end.state === 'failed' && end.class === 'provider-fault' && !run.cancelRequested();
        const billed = isBilled(charge);
        if (!mayPassNextTime) throw failedGeneration(submission, end, billed);
        const note = `Submission ${n} failed by the gateway's fault: ${end.message}.`;
        // Another gateway is asked only where this one has charged nothing.
        const isElsewhere = billed === 'no' && goElsewhere(run, 'ever', note);
        if (!isElsewhere && n >= run.policy.maxSubmissions) {
          throw failedGeneration(submission, end, billed);
        }
        run.earlier.push({ n, outcome: 'failed', task, acceptedAt, cost: charge });
        if (!isElsewhere) run.progress.enter('submitting', { note });
      }
    }
  }
}
