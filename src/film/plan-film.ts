import type { FilmSettings } from '../domain/film.js';
import type { FrameSize } from '../domain/last-frame.js';
import type { ClipFacts, Ticks } from './clip-facts.js';
import { FilmError } from './film-error.js';
import { filmSize } from './film-size.js';
import { framesIn, isSameRate, sampleAt, secondsOf, tidyRate, type FrameRate } from './frame-rate.js';

/** A clip with what its file says of itself. */
export interface KnownClip {
  readonly shot: string;
  readonly caption?: string | undefined;
  readonly facts: ClipFacts;
}

/** A stretch of the film: one shot, from its first frame to where the next one begins. */
export interface Piece {
  readonly shot: string;
  readonly caption: string | undefined;
  /** Which frame of the film it begins with, from 0. */
  readonly from: number;
  readonly frames: number;
  /** How long its sound is, in samples. */
  readonly samples: number;
  /** How many frames its clip has at the film's rate. The last ones may belong to the next piece's crossfade. */
  readonly clipFrames: number;
  /** How many of its first frames are crossfaded with the last ones of the clip before. */
  readonly overlap: number;
}

/** All that is settled before a film is made. */
export interface FilmPlan {
  /** `copied`: the clips' pictures follow each other as they are. `encoded`: each is made anew, all alike. */
  readonly picture: 'copied' | 'encoded';
  readonly size: FrameSize;
  readonly rate: FrameRate;
  readonly ticks: Ticks;
  /** One for each clip, in their order. */
  readonly pieces: readonly Piece[];
  readonly frames: number;
  readonly samples: number;
}

/** How many ticks a second has at least, so that players can tell frames apart however they count. */
const leastTicks = 10_000;

/** Settles what a film of these clips is like. Fails with `SHOT_TOO_SHORT` where a crossfade does not fit. */
export function planFilm(clips: readonly KnownClip[], settings: FilmSettings): FilmPlan {
  const [first] = clips;
  if (first === undefined) throw new FilmError('NO_SHOTS', 'a film needs at least one shot');
  const size = filmSize(
    clips.map(({ facts }) => facts.picture.shown),
    settings,
  );
  const rate =
    settings.framesPerSecond === undefined
      ? tidyRate(first.facts.picture.rate)
      : { frames: settings.framesPerSecond, seconds: 1 };
  const ticks = ticksToCopy(clips, settings, { size, rate });
  const { transition = 'cut' } = settings;
  const overlap = transition === 'cut' ? 0 : framesIn(transition.crossfade, rate);

  const pieces: Piece[] = [];
  let from = 0;
  for (const [index, { shot, caption, facts }] of clips.entries()) {
    const clipFrames = ticks === undefined ? framesIn(facts.picture.seconds, rate) : facts.picture.frames;
    const [before, after] = [index === 0 ? 0 : overlap, index === clips.length - 1 ? 0 : overlap];
    if (clipFrames <= before + after) throw tooShort(shot, before + after, rate);
    const frames = clipFrames - after;
    const samples = sampleAt(from + frames, rate) - sampleAt(from, rate);
    pieces.push({ shot, caption, from, frames, samples, clipFrames, overlap: before });
    from += frames;
  }
  return {
    picture: ticks === undefined ? 'encoded' : 'copied',
    size,
    rate,
    ticks: ticks ?? ticksFor(rate),
    pieces,
    frames: from,
    samples: sampleAt(from, rate),
  };
}

/** How the clips' tracks count time, where all of them can become one track as they are. */
function ticksToCopy(
  clips: readonly KnownClip[],
  { transition = 'cut', captions }: FilmSettings,
  { size, rate }: Pick<FilmPlan, 'size' | 'rate'>,
): Ticks | undefined {
  const [first, ...others] = clips.map(({ facts }) => facts.picture);
  const canBeCopied =
    transition === 'cut' &&
    captions !== 'burnt-in' &&
    first?.codec === 'h264' &&
    first.pixelFormat === 'yuv420p' &&
    first.hasSquarePixels &&
    first.shown.width === size.width &&
    first.shown.height === size.height &&
    isSameRate(first.rate, rate) &&
    others.every(({ kind }) => kind === first.kind) &&
    [first, ...others].every(({ isTurned, ticks }) => !isTurned && ticks !== undefined);
  return canBeCopied ? first.ticks : undefined;
}

function ticksFor({ frames, seconds }: FrameRate): Ticks {
  const times = Math.ceil(leastTicks / frames);
  return { perFrame: times * seconds, perSecond: times * frames };
}

function tooShort(shot: string, frames: number, rate: FrameRate): FilmError {
  const seconds = Math.round(secondsOf(frames, rate) * 100) / 100;
  return new FilmError('SHOT_TOO_SHORT', `shot ${shot} must be longer than the ${seconds} s that its crossfades take`);
}
