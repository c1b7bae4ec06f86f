import type { ClipFacts, PictureFacts } from '../../src/film/clip-facts.js';
import { planFilm, type FilmPlan, type KnownClip } from '../../src/film/plan-film.js';
import type { FilmSettings } from '../../src/domain/film.js';

/** What a file says of itself: unless told otherwise two seconds of 320 × 180 with sound. */
export function clipFacts(picture: Partial<PictureFacts> = {}, others: Partial<ClipFacts> = {}): ClipFacts {
  return {
    picture: {
      shown: { width: 320, height: 180 },
      hasSquarePixels: true,
      isTurned: false,
      rate: { frames: 24, seconds: 1 },
      frames: 48,
      seconds: 2,
      startsAt: 0,
      ticks: { perFrame: 512, perSecond: 12_288 },
      knowsItsColours: true,
      codec: 'h264',
      pixelFormat: 'yuv420p',
      kind: 'alike',
      ...picture,
    },
    sound: { seconds: 2, codec: 'aac', samplesPerSecond: 48_000, channels: 2 },
    subtitles: false,
    ...others,
  };
}

/** A shot of a plan, by its number. */
export const shot = (number: number, picture: Partial<PictureFacts> = {}, caption?: string): KnownClip => ({
  shot: `shot-${number}`,
  caption,
  facts: clipFacts(picture),
});

/** The plan of a film of shots that are all alike. */
export const planOf = (count: number, settings: FilmSettings = {}, picture: Partial<PictureFacts> = {}): FilmPlan =>
  planFilm(
    Array.from({ length: count }, (_none, index) => shot(index + 1, picture, `caption ${index + 1}`)),
    settings,
  );
