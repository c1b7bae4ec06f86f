import { allHandlersFinished, CancellationScope, condition, sleep } from '@temporalio/workflow';
import { models, type ModelId } from '../domain/models.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import type { StoredGeneration } from '../domain/result.js';
import type { AcceptedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { TaskFailure } from '../domain/task.js';
import { interruptible } from './interruptible.js';
import { obtainVideo } from './obtain-video.js';
import { beginRun, type Run } from './run.js';
import { adoptNamed, takeHint } from './take-hint.js';

export interface LateOrder {
  readonly model: ModelId;
  /** What its generation was to be. */
  readonly ordered: OrderAsGiven | undefined;
  readonly unknown: UnknownSubmission;
  /** Its task, where that is known. */
  readonly accepted?: AcceptedSubmission | undefined;
}

export type LateResult = StoredGeneration | TaskFailure | { readonly state: 'nothing-came' };

/**
 * Watches a submission that its generation went on, or ended, without: a video that still comes of it was paid for, so
 * it is kept, below `submissions/<n>/`. Ends when the gateway no longer answers for tasks of that time.
 */
export async function keepLateVideo({ model, ordered, unknown, accepted }: LateOrder): Promise<LateResult> {
  const run = beginRun(model, { ordered, isLate: true });
  run.progress.enter('unknown', { note: `superseded: ${unknown.reason}. Whatever it still delivers is kept.` });
  try {
    return await keep(run, unknown, accepted);
  } finally {
    // Who decides about it is answered before it ends.
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  }
}

async function keep(run: Run, unknown: UnknownSubmission, known?: AcceptedSubmission): Promise<LateResult> {
  let accepted = known ?? (await watch(run, unknown));
  while (accepted !== undefined) {
    const end = await obtainVideo(run, accepted);
    if (end.state === 'stored') run.progress.enter('stored', { cost: end.cost });
    if (end.state === 'superseded') break;
    if (end.state !== 'outranked') return end;
    accepted = await watch(run, unknown);
  }
  run.progress.enter('cancelled', { note: 'nothing came of it' });
  return { state: 'nothing-came' };
}

async function watch(run: Run, unknown: UnknownSubmission): Promise<AcceptedSubmission | undefined> {
  const { activities, callbacks, decisions, model } = run;
  let named: AcceptedSubmission | undefined;
  let candidates: readonly string[] = [];
  const secondsLeft = () => models[model].retentionSeconds - (Date.now() - Date.parse(unknown.since)) / 1000;

  return decisions.asking(
    {
      objection: ({ action }) => (action === 'adopt' ? undefined : 'only a task can be adopted: it is superseded'),
      async decide(resolution) {
        if (resolution.action === 'adopt') named = await adoptNamed(run, unknown, resolution);
        return 'the task is adopted: its video is kept';
      },
    },
    async () => {
      while (secondsLeft() > 0 && !run.cancelRequested()) {
        const found = await interruptible(
          () => activities.findSubmission({ model, unknown, untilQuarantine: false, candidates }),
          () => Promise.race([callbacks.turn(), sleep(`${secondsLeft()} seconds`)]),
        );
        if (found?.state === 'accepted') return found;
        if (found?.state === 'none') return undefined;
        if (found?.state === 'unresolved') candidates = found.candidates.map(({ taskId }) => taskId);
        if (named !== undefined) return named;
        const hinted = await takeHint(run, unknown);
        if (hinted !== undefined) return hinted;
      }
      return undefined;
    },
  );
}
