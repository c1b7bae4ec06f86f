import type { Money } from '../money.js';
import type { StoredGeneration, StoredVideo } from '../result.js';

/** What a person wants otherwise in a new take. */
export interface Changes {
  readonly prompt?: string | undefined;
  readonly seed?: number | undefined;
}

/** One attempt at a shot: a generation of its own, which later takes leave as it is. */
export interface Take {
  /** Counts the takes of its shot, from 1. */
  readonly number: number;
  /** The shot as the document had it when the take was begun. */
  readonly base: string;
  readonly changes?: Changes | undefined;
  /** The digest of the take that it continues. */
  readonly parent?: string | undefined;
  /** Counts the takes of its shot that are ordered alike, from 1: they are meant to differ. */
  readonly variation: number;
  /** Whether a person has asked for it; if not, the document has. */
  readonly isRedo: boolean;
  /** `begun`: it is being made, or it is not known what became of it. */
  readonly state: 'begun' | 'stored' | 'failed';
  /** Of everything that determines it: an equal one is the same video. Known as soon as its record stands. */
  readonly digest?: string | undefined;
  /** The generation whose video it is: its own, or an earlier one with an equal digest. */
  readonly generation?: string | undefined;
  /** Where its video lies. */
  readonly video?: Pick<StoredVideo, 'uri' | 'sha256'> | undefined;
  /** What it has cost this storyboard, or may have. */
  readonly cost?: Money | undefined;
  /** Why there is no video: one sentence without its full stop. */
  readonly reason?: string | undefined;
}

type Order = Pick<Take, 'base' | 'parent' | 'changes'>;

/** Whether two takes of a shot are ordered alike. */
export const isAlike = (one: Order, other: Order): boolean =>
  one.base === other.base &&
  one.parent === other.parent &&
  one.changes?.prompt === other.changes?.prompt &&
  one.changes?.seed === other.changes?.seed;

/** What a take comes to whose video is stored; one that was made for another storyboard, or another take, costs nothing more. */
export const storedTake = (
  { id, cost, video: { uri, sha256 } }: StoredGeneration,
  own: string,
): Pick<Take, 'state' | 'generation' | 'video' | 'cost'> => ({
  state: 'stored',
  generation: id,
  video: { uri, sha256 },
  cost: id === own ? cost : undefined,
});
