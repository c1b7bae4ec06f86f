import { expect, test } from 'vitest';
import { FilmError } from '../../src/film/film-error.js';
import { planFilm } from '../../src/film/plan-film.js';
import type { FilmSettings } from '../../src/domain/film.js';
import type { PictureFacts } from '../../src/film/clip-facts.js';
import { planOf, shot } from './clip-facts.js';

test('clips that are alike are taken as they are, and none of their frames is lost', () => {
  const plan = planOf(3);
  expect(plan).toMatchObject({ picture: 'copied', frames: 144, samples: 288_000, ticks: { perFrame: 512 } });
  expect(plan.pieces.map(({ from, frames }) => [from, frames])).toEqual([
    [0, 48],
    [48, 48],
    [96, 48],
  ]);
});

test.each<[why: string, FilmSettings, Partial<PictureFacts>]>([
  ['they are crossfaded', { transition: { crossfade: 0.5 } }, {}],
  ['their captions are written on them', { captions: 'burnt-in' }, {}],
  ['another rate is wanted', { framesPerSecond: 30 }, {}],
  ['another size is wanted', { resolution: '1080p' }, {}],
  ['another shape is wanted', { aspectRatio: '1:1' }, {}],
  ['one differs in kind', {}, { kind: 'other' }],
  ['one is of another size', {}, { shown: { width: 180, height: 320 }, kind: 'other' }],
  ['frames of one differ in length', {}, { ticks: undefined }],
  ['one is to be turned', {}, { isTurned: true }],
])('pictures are made anew where %s', (_why, settings, second) => {
  expect(planFilm([shot(1), shot(2, second)], settings).picture).toBe('encoded');
});

test.each<Partial<PictureFacts>>([{ codec: 'hevc' }, { pixelFormat: 'yuv444p' }, { hasSquarePixels: false }])(
  'pictures that not every player shows are made anew, although they are alike: %o',
  (picture) => {
    expect(planOf(2, {}, picture).picture).toBe('encoded');
  },
);

test('a crossfade shortens the film by its length, once for each cut', () => {
  const { frames, pieces } = planOf(3, { transition: { crossfade: 0.5 } });
  expect(frames).toBe(3 * 48 - 2 * 12);
  expect(pieces.map(({ from, frames: own, overlap }) => [from, own, overlap])).toEqual([
    [0, 36, 0],
    [36, 36, 12],
    [72, 48, 12],
  ]);
});

test('a shot that its crossfades would use up is refused by its name', () => {
  const clips = [shot(1), shot(2, { frames: 24, seconds: 1 }), shot(3)];
  const plan = () => planFilm(clips, { transition: { crossfade: 0.5 } });
  expect(plan).toThrow(
    new FilmError('SHOT_TOO_SHORT', 'shot shot-2 must be longer than the 1 s that its crossfades take'),
  );
  expect(planFilm(clips, { transition: { crossfade: 0.45 } }).pieces).toHaveLength(3);
});

test('after 500 shots of a third of a second at 30,000/1001 sound is still where its picture is', () => {
  const rate = { frames: 30_000, seconds: 1001 };
  const { pieces, samples, frames } = planOf(500, {}, { rate, frames: 10, seconds: 10_010 / 30_000, ticks: undefined });
  expect(frames).toBe(5000);
  expect(samples).toBe(Math.round((5000 * 1001 * 48_000) / 30_000));
  expect(pieces.reduce((sum, piece) => sum + piece.samples, 0)).toBe(samples);
});

test('lengths that are no whole number of frames are brought to the nearest one', () => {
  const { pieces } = planFilm([shot(1), shot(2, { seconds: 1.99, frames: 50, kind: 'other', ticks: undefined })], {});
  expect(pieces.map(({ frames }) => frames)).toEqual([48, 48]);
});
