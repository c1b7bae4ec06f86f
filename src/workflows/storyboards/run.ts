import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { CancellationScope, sleep, workflowInfo } from '@temporalio/workflow';
import type { PlannedStoryboard } from '../../activities/plan-storyboard.js';
import type { DueTake } from '../../domain/storyboards/due-takes.js';
import type { StoryboardOptions } from '../../domain/storyboards/options.js';
import type { Review, StoryboardPhase } from '../../domain/storyboards/result.js';
import type { StoryboardActivities } from './activities.js';
import type { Board } from './board.js';
import { shotReviews } from './reviews.js';

/** Why no take is begun any more. */
export type Stop = 'cancelled' | 'deadline' | 'spent';

/** What every step of one storyboard works with. */
export interface StoryboardRun extends Pick<PlannedStoryboard, 'options' | 'plan'> {
  /** Of the storyboard. */
  readonly id: string;
  readonly board: Board;
  readonly activities: StoryboardActivities;
  /** Whether nothing made before is used again. */
  readonly isFresh: boolean;
  /** Runs what a cancellation of the storyboard reaches. */
  readonly cancellably: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** The search attributes of a shot's takes, where the namespace knows them. */
  readonly attributes: (shot: string) => TypedSearchAttributes | undefined;
  /** What people are asked now. */
  readonly reviews: () => readonly Review[];
  /** Asks about the plan or the film, while `work` is under way. */
  asking<Result>(review: Review, work: () => Promise<Result>): Promise<Result>;
  /** The takes to begin now. */
  takesToBegin(): readonly DueTake[];
  /** Whether nothing more comes of any shot by itself, and nobody is asked about one. */
  isAtRest(): boolean;
  phase(): StoryboardPhase;
  /** Makes the film. */
  readonly filming: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Why no take is begun any more; `undefined` while takes are. */
  readonly stopped: () => Stop | undefined;
  /** The budget does not reach for the next take. `message`: one sentence without its full stop. */
  noteShort(message: string): void;
  /** A take has ended, or the budget was raised: there may be room. */
  noteRoom(): void;
  /** What the budget does not reach for, while it doesn't: one sentence without its full stop. */
  short(): string | undefined;
  /** Whether the history is long, and nothing is under way: another run goes on. */
  mustGoOnAnew(): boolean;
  /** What that run is started with. */
  optionsToGoOn(): StoryboardOptions;
}

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

const attributesOf = (storyboard: string, shot: string): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: defineSearchAttributeKey('ReelworkStoryboard', 'KEYWORD'), value: storyboard },
    { key: defineSearchAttributeKey('ReelworkShot', 'KEYWORD'), value: shot },
  ]);
