import { ApplicationFailure, CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { FailedSubmission } from '../activities/note-failure.js';
import type { SubmitAnswer, SubmitOrder } from '../activities/submit.js';
import type { ModelId } from '../domain/models.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission, ClosedSubmission, Turn, UnknownSubmission } from '../domain/submission.js';
import type { Failed } from './after-failure.js';
import { awaitRelease } from './await-release.js';
import { awaitTurn } from './await-turn.js';
import { permanentFailure } from './failure.js';
import { leaveToLateRun } from './leave-to-late-run.js';
import { reconcile } from './reconcile.js';
import { rethrowRefusal } from './rethrow-refusal.js';
import { modelsFor } from './models-for.js';
import type { Run } from './run.js';

/** What is ordered: everything as the caller gave it. */
export interface Order {
  readonly request: unknown;
  readonly options: unknown;
}

/** How an order ends: with a paid task, or with what an earlier run made of it. */
export type Ordered =
  | AcceptedSubmission
  | { readonly state: 'stored'; readonly result: StoredGeneration }
  | { readonly state: 'failed-before'; readonly submission: Failed; readonly failure: FailedSubmission };

/** Orders the video, at most once, however often it is called. Rejects when the gateway refuses the order. */
export async function orderVideo(run: Run, order: Order): Promise<Ordered> {
  let turn: Turn | undefined;
  for (;;) {
    const n = run.books.ended.length + 1;
    const wasSent = run.books.wasSent(n);
    if (run.cancelRequested() && !wasSent) throw new CancelledFailure('cancelled before the gateway took the order');
    // What was sent before is only looked for, and that also for a cancelled run.
    const verdict = wasSent
      ? await CancellationScope.nonCancellable(() => submit(run, order, { n, wasSent }))
      : await submit(run, order, { n, wasSent, turn });
    turn = undefined;
    const known =
      verdict.state === 'unknown' ? await CancellationScope.nonCancellable(() => reconcile(run, verdict)) : verdict;
    switch (known.state) {
      case 'accepted':
      case 'stored':
        return known;
      case 'held':
        if (!run.tryElsewhere('now', `${known.message}.`)) await awaitRelease(run, known);
        break;
      case 'refused':
        // With no other model left, this one is asked again.
        run.tryElsewhere(known.declined, `${known.reason}: nothing was billed for this order.`);
        break;
      case 'elsewhere':
        await followTo(run, order, known.model);
        break;
      case 'waiting':
        if (!run.tryElsewhere('now', `${known.message}.`)) turn = await awaitTurn(run, n, known);
        break;
      case 'closed': {
        const failed = await goOnFrom(run, known);
        if (failed !== undefined) return failed;
        break;
      }
      case 'none':
      // It is proven that it was not taken: it may be sent.
    }
  }
}

async function submit(
  run: Run,
  { request, options }: Order,
  { n, wasSent, turn }: Required<Pick<SubmitOrder, 'n' | 'wasSent'>> & Pick<SubmitOrder, 'turn'>,
): Promise<SubmitAnswer['verdict']> {
  try {
    const answer = await run.activities
      .submit({ request, options, n, wasSent, model: run.model, others: run.otherModels(), turn })
      .catch(rethrowRefusal);
    run.progress.useSearchAttributes(answer.searchAttributes, answer.policy.tenant);
    run.follow(answer.policy);
    return answer.verdict;
  } catch (error) {
    if (run.cancelRequested() && !(error instanceof ApplicationFailure))
      return cancelledWhileSubmitting(run, n, request);
    throw error;
  }
}

/** Whether it was sent, the ledger must tell. */
const cancelledWhileSubmitting = ({ facts }: Run, n: number, request: unknown): UnknownSubmission => ({
  state: 'unknown',
  n,
  wireKey: undefined,
  account: (request as { readonly account?: string }).account,
  since: new Date().toISOString(),
  typicalSeconds: facts.typicalSeconds,
  reason: 'cancelled while it was being submitted',
});

/** What an earlier run has ordered is looked for where it was ordered. */
async function followTo(run: Run, { request, options }: Order, model: ModelId): Promise<void> {
  const [choice] = await modelsFor({ ...(request as object), model }, options);
  run.turnTo(choice, 'An earlier run has chosen.');
}

/** From a submission's end the next one follows, or the end of the generation. */
async function goOnFrom(run: Run, closed: ClosedSubmission): Promise<Ordered | undefined> {
  const { n, closure, accepted, before, isFollowed } = closed;
  const { task, acceptedAt } = accepted ?? {};
  const atStake = accepted?.cost ?? before.cost;
  switch (closure.as) {
    case 'superseded':
      await leaveToLateRun(run, before);
      run.books.noteEnd({ n, outcome: 'superseded', task, acceptedAt, cost: closure.cost });
      return undefined;
    case 'failed': {
      const cost = atStake ?? { amount: null, currency: run.facts.currency, basis: 'unknown' };
      const submission = { n, task, acceptedAt, cost };
      return { state: 'failed-before', submission, failure: { ...closure.failure, isFollowed } };
    }
    case 'given-up':
      await leaveToLateRun(run, before);
      run.books.noteEnd({ n, outcome: 'given-up', task, acceptedAt, cost: atStake });
      throw permanentFailure({ code: closure.code, message: closure.message, billed: 'unknown' });
  }
}
