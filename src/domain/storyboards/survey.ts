import { parentsOf } from './graph.js';
import type { PlannedShot } from './plan.js';
import { selectedTake } from './selected-take.js';
import type { Take } from './take.js';

/**
 * How a shot stands. `waiting`: for the shots before it, or for room. `review`: a person is asked. `blocked`: a shot before
 * it will not be done.
 */
export const shotStates = ['waiting', 'shooting', 'review', 'done', 'failed', 'rejected', 'blocked'] as const;

/** How a shot stands. */
export type ShotState = (typeof shotStates)[number];

/** What a person has said of a take. */
export type Verdict = 'approved' | 'rejected';

/** What is known of all shots. */
export interface Board {
  readonly shots: readonly PlannedShot[];
  /** All takes of a shot, the oldest first. */
  readonly takesOf: (shot: string) => readonly Take[];
  /** What a person has said of a take, by its digest. */
  readonly verdictOn: (digest: string) => Verdict | undefined;
  /** Whether a shot counts only once a person has approved it. */
  readonly asksForEachShot: boolean;
}

/** A shot with what has been made of it. */
export interface ShotStanding {
  readonly shot: PlannedShot;
  readonly state: ShotState;
  /** Its takes as the document has it now. */
  readonly takes: readonly Take[];
  /** The take that goes into the film. */
  readonly selected: Take | undefined;
  /** Whether its video begins otherwise than the shot that it continues ends now. */
  readonly isStale: boolean;
  /** The shot that it continues. */
  readonly parent: ShotStanding | undefined;
  /** The shots that must be done before it. */
  readonly before: readonly ShotStanding[];
}

/** How all shots stand, by their ids, in the order of the film. */
export type Survey = ReadonlyMap<string, ShotStanding>;

/** Looks at all shots. A shot is not judged by those before it once something has been made of it. */
export function survey(board: Board): Survey {
  const shots = new Map(board.shots.map((shot) => [shot.id, shot]));
  const standings = new Map<string, ShotStanding>();

  function standingOf(id: string): ShotStanding | undefined {
    const known = standings.get(id);
    const shot = shots.get(id);
    if (known !== undefined || shot === undefined) return known;
    const before = parentsOf(shot)
      .map(standingOf)
      .filter((standing) => standing !== undefined);
    const parent = before.find((standing) => standing.shot.id === shot.continues);
    const takes = board.takesOf(id).filter(({ base }) => base === shot.base);
    const selected = selectedTake(shot, takes, board);
    const isStale =
      parent !== undefined && selected !== undefined && (parent.isStale || selected.parent !== parent.selected?.digest);
    const state = stateOf({ takes, selected, before }, board);
    const standing = { shot, state, takes, selected, isStale, parent, before };
    standings.set(id, standing);
    return standing;
  }

  return new Map(board.shots.map(({ id }) => [id, standingOf(id)!]));
}

function stateOf(
  { takes, selected, before }: Pick<ShotStanding, 'takes' | 'selected' | 'before'>,
  { asksForEachShot, verdictOn }: Board,
): ShotState {
  if (takes.some(({ state }) => state === 'begun')) return 'shooting';
  if (selected?.digest !== undefined) {
    return asksForEachShot && verdictOn(selected.digest) !== 'approved' ? 'review' : 'done';
  }
  if (takes.length === 0) return before.some(({ state }) => isLost(state)) ? 'blocked' : 'waiting';
  return takes.some(({ state }) => state === 'stored') ? 'rejected' : 'failed';
}

/** Whether nothing comes of a shot by itself any more. */
const isLost = (state: ShotState): boolean => state === 'failed' || state === 'rejected' || state === 'blocked';
