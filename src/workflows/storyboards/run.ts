import type { TypedSearchAttributes } from '@temporalio/common';
import type { PlannedStoryboard } from '../../activities/plan-storyboard.js';
import type { DueTake } from '../../domain/storyboards/due-takes.js';
import type { StoryboardOptions } from '../../domain/storyboards/options.js';
import type { Review, StoryboardPhase } from '../../domain/storyboards/result.js';
import type { StoryboardActivities } from './activities.js';
import type { Board } from './board.js';

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
