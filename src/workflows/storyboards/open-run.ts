import { CancellationScope, sleep, workflowInfo } from '@temporalio/workflow';
import type { PlannedStoryboard } from '../../activities/plan-storyboard.js';
import type { DueTake } from '../../domain/storyboards/due-takes.js';
import type { StoryboardOptions } from '../../domain/storyboards/options.js';
import type { Review } from '../../domain/storyboards/result.js';
import { attributesOf } from './attributes-of.js';
import { shotReviews } from './reviews.js';
import type { Stop, StoryboardRun } from './run.js';

interface RunParts extends Pick<StoryboardRun, 'id' | 'board' | 'activities'> {
  /** With the moment for which it is made. */
  readonly given: StoryboardOptions;
  readonly planned: PlannedStoryboard;
  /** Whether a person's decision is being carried out. */
  readonly isDeciding: () => boolean;
}

/** Opens a run. Must be called in the workflow's root scope: that is the one which a cancellation reaches. */
export function openRun({
  planned: { plan, options, searchAttributes },
  given,
  isDeciding,
  ...parts
}: RunParts): StoryboardRun {
  const { id, board } = parts;
  const root = CancellationScope.current();
  let asked: Review | undefined;
  let isFilming = false;
  let isPastDeadline = false;
  let short: string | undefined;
  /** So that a budget that does not reach for all is spent in the order of the film. */
  const oneByOne = (options.budgets ?? []).length > 0;

  if (plan.deadlineSeconds !== undefined) {
    const passedMs = Date.now() - workflowInfo().startTime.getTime();
    const leftMs = Math.max(1000, plan.deadlineSeconds * 1000 - passedMs);
    void sleep(leftMs, { summary: 'the deadline' }).then(() => (isPastDeadline = true));
  }

  function stopped(): Stop | undefined {
    if (root.consideredCancelled) return 'cancelled';
    if (isPastDeadline) return 'deadline';
    return short !== undefined && plan.whenSpent === 'end' ? 'spent' : undefined;
  }

  /** The history is long: another run goes on once nothing is under way. */
  const isDraining = () => workflowInfo().continueAsNewSuggested;
  const reviews = () => [...(asked === undefined ? [] : [asked]), ...shotReviews(board.survey())];

  function takesToBegin(): readonly DueTake[] {
    if (stopped() !== undefined || short !== undefined || isDraining()) return [];
    const room = oneByOne ? 1 - board.opening() : plan.parallel - board.underWay();
    return board.due().slice(0, Math.max(0, room));
  }

  return {
    ...parts,
    plan,
    options,
    isFresh: given.fresh ?? false,
    cancellably: (work) => root.run(work),
    attributes: (shot) => (searchAttributes ? attributesOf(id, shot) : undefined),
    reviews,
    async asking(review, work) {
      asked = review;
      try {
        return await work();
      } finally {
        asked = undefined;
      }
    },
    takesToBegin,
    isAtRest() {
      if (stopped() === 'deadline') return true;
      if (board.underWay() > 0 || isDeciding()) return false;
      if (stopped() !== undefined || isDraining()) return true;
      return takesToBegin().length === 0 && short === undefined && shotReviews(board.survey()).length === 0;
    },
    async filming(work) {
      isFilming = true;
      try {
        return await work();
      } finally {
        isFilming = false;
      }
    },
    phase() {
      if (isFilming) return 'filming';
      if (board.underWay() > 0) return 'shooting';
      if (reviews().length > 0) return 'review';
      return short === undefined ? 'shooting' : 'capped';
    },
    stopped,
    noteShort(message) {
      short = message;
    },
    noteRoom() {
      short = undefined;
    },
    short: () => short,
    mustGoOnAnew: () => isDraining() && board.underWay() === 0 && stopped() === undefined,
    optionsToGoOn: () => ({ ...given, redos: board.redos() }),
  };
}
