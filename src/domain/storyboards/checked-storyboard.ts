import type { AutoConstraints } from '../model-choice.js';
import type { ModelFacts } from '../models.js';
import type { OrderedVideo } from '../ordered-video.js';
import type { MoneyLimit } from '../policy.js';
import type { FilmSettings } from './film-settings.js';

/**
 * A storyboard that may be run: everything in it was checked, its variables are filled in, its references are links,
 * and every default stands where it belongs. Plain JSON.
 */
export interface CheckedStoryboard {
  readonly title?: string | undefined;
  /** In the order of the document, which is that of the film. */
  readonly shots: readonly CheckedShot[];
  /** What each of its generations is started with, as `generateVideo` takes it; `auto` stands beside it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Which models may be chosen for shots whose `model` is `auto`. */
  readonly auto?: AutoConstraints | undefined;
  readonly film: FilmSettings | 'none';
  /** The most that all runs of this storyboard together may cost. */
  readonly budget?: MoneyLimit | undefined;
  /** What happens when the budget is spent: `wait` for a higher one, or `end` with what there is. */
  readonly whenSpent: 'wait' | 'end';
  readonly approval: Approval;
  /** After so long no shot is begun, and none is waited for. */
  readonly deadlineSeconds?: number | undefined;
  /** How many shots may be under way at a time. */
  readonly parallel: number;
}

/** One shot of a storyboard. */
export interface CheckedShot {
  readonly id: string;
  /**
   * The request as `generateVideo` takes it: plain JSON, with `model` a model's id or `auto`. That of a shot which
   * continues another lacks `imageUrl`, for its first frame is yet to come.
   */
  readonly request: ShotRequest;
  /** What its video is made from: shots of one kind with model `auto` get one model. */
  readonly kind: ModelFacts['kind'];
  /** What is ordered, with the model's own defaults. */
  readonly ordered: Pick<OrderedVideo, 'durationSeconds' | 'resolution'>;
  /** The shot whose last frame is this one's first image. */
  readonly continues?: string | undefined;
  /** The shots that must be stored before this one starts. */
  readonly after: readonly string[];
  /** How many takes are made, counted from 1. */
  readonly takes: number;
  /** The take that goes into the film. */
  readonly select: number;
  /** For subtitles. */
  readonly caption?: string | undefined;
  /** The defaults that this shot goes without, because its model does not have them. */
  readonly unusedDefaults: readonly string[];
}

/** A shot's request as given. */
export interface ShotRequest {
  readonly model: string;
  readonly [field: string]: unknown;
}

/** What a person is asked before it goes on. */
export interface Approval {
  readonly mode: 'none' | 'each-shot' | 'before-film' | 'before-spend';
  /** What counts as the answer when nobody has given one in time. Without it, the answer is waited for. */
  readonly timeout?: { readonly seconds: number; readonly then: 'approve' | 'reject' } | undefined;
}
