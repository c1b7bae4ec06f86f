import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { inOneLine } from '../domain/delivery.js';
import { chargeOfFailure } from '../domain/failure-charge.js';
import type { ModelFacts, ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission, Candidate, UnknownSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';
import type { Books } from './books.js';
import { modelsFor } from './models-for.js';
import { obtainVideo } from './obtain-video.js';
import { lateNote } from './quarantine-note.js';
import { beginRun, type Run } from './run.js';
import { startSearch } from './search.js';
import { adoptByPerson } from './take-hint.js';

/** A superseded submission that may still deliver. */
export interface LateOrder {
  readonly model: ModelId;
  /** Missing where an older workflow has started it. */
  readonly facts?: ModelFacts | undefined;
  /** What its generation was to be. */
  readonly ordered: OrderAsGiven | undefined;
  readonly unknown: UnknownSubmission;
  /** Its task, where that is known. */
  readonly accepted?: AcceptedSubmission | undefined;
  /** Whether the namespace is known to have the search attributes. @default false */
  readonly searchAttributes?: boolean | undefined;
}

/** What came of it. */
export type LateResult = StoredGeneration | TaskFailure | { readonly state: 'nothing-came' };

/**
 * Watches a submission that its generation went on, or ended, without: a video that still comes of it was paid for, so
 * it is kept, below `submissions/<n>/`. Ends when the gateway no longer answers for tasks of that time.
 */
export async function keepLateVideo({ unknown, accepted, ...order }: LateOrder): Promise<LateResult> {
  const { model, facts } = order;
  const choices = facts === undefined ? await modelsFor({ model }) : ([{ model, facts }] as const);
  const run = beginRun(choices, { ordered: order.ordered, isLate: true });
  run.progress.useSearchAttributes(order.searchAttributes ?? false);
  try {
    const result = await keep(run, unknown, accepted);
    showEnd(run, result);
    return result;
  } catch (error) {
    run.progress.enter(isCancellation(error) ? 'cancelled' : 'failed');
    throw error;
  } finally {
    // Who decides about it is answered before it ends.
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }
}

async function keep(run: Run, unknown: UnknownSubmission, known?: AcceptedSubmission): Promise<LateResult> {
  let accepted = known ?? (await watch(run, unknown));
  while (accepted !== undefined) {
    const end = await obtainVideo(run, accepted);
    if (end.state === 'superseded') break;
    if (end.state !== 'outranked') {
      bookEnd(run.books, accepted, end);
      return end;
    }
    run.books.noteTaskInDoubt();
    accepted = await watch(run, unknown);
  }
  return { state: 'nothing-came' };
}

function bookEnd(books: Books, submission: AcceptedSubmission, end: StoredGeneration | TaskFailure): void {
  const { n, task, acceptedAt, cost: expected } = submission;
  if (end.state === 'stored') books.noteStored(end.submissions);
  else books.noteEnd({ n, outcome: 'failed', task, acceptedAt, cost: chargeOfFailure({ expected, failure: end }) });
}

function showEnd({ progress }: Run, result: LateResult): void {
  switch (result.state) {
    case 'stored':
      return progress.enter('stored', { note: inOneLine(result.findings) });
    case 'failed':
    case 'cancelled':
      return progress.enter(result.state, { note: result.message });
    case 'nothing-came':
      return progress.enter('cancelled', { note: 'nothing came of it' });
  }
}

async function watch(run: Run, unknown: UnknownSubmission): Promise<AcceptedSubmission | undefined> {
  const { callbacks, decisions, model, facts } = run;
  let named: AcceptedSubmission | undefined;
  let candidates: readonly Candidate[] = [];
  const look = startSearch(run, unknown);
  const secondsLeft = () => facts.retentionSeconds - (Date.now() - Date.parse(unknown.since)) / 1000;
  const show = () => {
    const { workflowId: id } = workflowInfo();
    // It may have had a task that turned out to be another's.
    const none = { taskId: undefined, acceptedAt: undefined, expectedSeconds: undefined };
    run.progress.enter('unknown', { ...none, note: lateNote({ id, model, unknown, candidates }) });
  };

  show();
  return decisions.asking(
    {
      objection: ({ action }) => (action === 'adopt' ? undefined : 'only a task can be adopted: it is superseded'),
      async decide(resolution) {
        if (resolution.action === 'adopt') named = await adoptByPerson(run, unknown, resolution);
        return 'the task is adopted: its video is kept';
      },
    },
    async () => {
      while (secondsLeft() > 0 && !run.cancelRequested()) {
        const found = await look({
          untilQuarantine: false,
          interruption: () => Promise.race([callbacks.turn(), sleep(`${secondsLeft()} seconds`)]),
          onShown(shown) {
            ({ candidates } = shown);
            show();
          },
          isDecided: () => named !== undefined,
        });
        if (found?.state === 'accepted') return found;
        if (found?.state === 'none') return undefined;
        if (named !== undefined) return named;
      }
      return undefined;
    },
  );
}
