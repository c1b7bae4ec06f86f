import type { StoredFilm } from '../film.js';
import type { Total } from '../total.js';
import type { ShotState } from './survey.js';

/** A shot as it stands, for queries, results and pages. */
export interface ShotStatus {
  readonly id: string;
  readonly state: ShotState;
  /** The take that goes into the film, by its number. */
  readonly take?: number | undefined;
  /** Of that take: what an approval is bound to. */
  readonly digest?: string | undefined;
  /** The generation whose video it is. */
  readonly generation?: string | undefined;
  /** How many takes there are, failed ones among them. */
  readonly takes: number;
  /** Whether its video begins otherwise than the shot that it continues ends now. Absent: it does not. */
  readonly stale?: true | undefined;
  /** What a person should know: one sentence. */
  readonly note?: string | undefined;
}

/** How a storyboard completes. One that lacks shots rejects instead, with the same in its details. */
export interface StoryboardResult {
  readonly schema: 1;
  readonly id: string;
  readonly state: 'finished' | 'incomplete' | 'rejected' | 'cancelled';
  readonly title?: string | undefined;
  readonly shots: readonly ShotStatus[];
  readonly film?: StoredFilm | undefined;
  /** What its takes have cost, or may have, those of other runs that it uses again not counted. */
  readonly cost: Total;
  /** What a person should know: one sentence without its full stop. */
  readonly note?: string | undefined;
}

/** What a storyboard is doing. `review`: a person is asked. `capped`: its budget does not reach for the next take. */
export type StoryboardPhase = 'planning' | 'shooting' | 'review' | 'capped' | 'filming' | 'ended';

/** Something that a person is asked to approve. */
export interface Review {
  readonly of: 'plan' | 'shot' | 'film';
  /** The shot's id. */
  readonly shot?: string | undefined;
  /** What the answer is bound to. */
  readonly digest: string;
  /** What would be approved, in a sentence. */
  readonly about: string;
}

/** A storyboard as it stands. */
export interface StoryboardStatus {
  readonly id: string;
  readonly phase: StoryboardPhase;
  readonly title?: string | undefined;
  readonly shots: readonly ShotStatus[];
  readonly reviews: readonly Review[];
  readonly film?: StoredFilm | undefined;
  readonly cost: Total;
  /** What a person should know or do, where there is something. */
  readonly note?: string | undefined;
}

/** Why a storyboard ended without its film. */
export interface StoryboardFailure extends Partial<StoryboardResult> {
  /**
   * `INCOMPLETE`: shots are missing. `REJECTED`: a person said no to the plan or the film. `INVALID_STORYBOARD`: the document
   * can't be right, and nothing was paid for. `ID_REUSED`: another one is being made under the id. `TERMINATED`: Temporal ended it.
   */
  readonly code: 'INCOMPLETE' | 'REJECTED' | 'INVALID_STORYBOARD' | 'ID_REUSED' | 'TERMINATED';
  readonly message: string;
}
