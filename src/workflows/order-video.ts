import { ApplicationFailure, CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { SubmitAnswer } from '../activities/submit.js';
import { models } from '../domain/models.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import { awaitRelease, listenForReleases } from './await-release.js';
import { reconcile } from './reconcile.js';
import { rethrowRefusal } from './rethrow-refusal.js';
import type { Run } from './run.js';

/** How an order ends well: with a paid task, or with the video that an earlier run has stored. */
export type Ordered = AcceptedSubmission | { readonly state: 'stored'; readonly result: StoredGeneration };

/** The first and so far only paid submission of a generation. */
const n = 1;

/** Orders the video, at most once, however often it is called. Rejects when the gateway refuses the order. */
export async function orderVideo(run: Run): Promise<Ordered> {
  const releases = listenForReleases();

  for (;;) {
    if (run.cancelRequested()) throw new CancelledFailure('cancelled before the gateway took the order');
    const verdict = await submit(run);
    switch (verdict.state) {
      case 'accepted':
      case 'stored':
        return verdict;
      case 'held':
        await awaitRelease(run, verdict, releases);
        break;
      case 'unknown': {
        const found = await CancellationScope.nonCancellable(() => reconcile(run, verdict));
        if (found.state === 'accepted') return found;
      }
    }
  }
}

async function submit(run: Run) {
  let answer: SubmitAnswer;
  try {
    answer = await run.activities.submit({ request: run.request, n }).catch(rethrowRefusal);
  } catch (error) {
    if (run.cancelRequested() && !(error instanceof ApplicationFailure)) return cancelledWhileSubmitting(run);
    throw error;
  }
  run.progress.useSearchAttributes(answer.searchAttributes);
  return answer.verdict;
}

/** Whether it was sent, the ledger must tell. */
const cancelledWhileSubmitting = ({ model }: Run): UnknownSubmission => ({
  state: 'unknown',
  n,
  wireKey: undefined,
  since: new Date().toISOString(),
  typicalSeconds: models[model].typicalSeconds,
  reason: 'cancelled while it was being submitted',
});
