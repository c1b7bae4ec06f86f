import { expect, test } from 'vitest';
import { differences, type ExpectedFilm } from '../../src/film/check-film.js';
import type { ClipFacts } from '../../src/film/clip-facts.js';
import { clipFacts, planOf } from './clip-facts.js';

const expected: ExpectedFilm = { plan: planOf(3), clipSeconds: [2, 2, 2], captionTrack: false };
const sound = { seconds: 6.02, codec: 'aac', samplesPerSecond: 48_000, channels: 2 };
const film = clipFacts({ seconds: 6, frames: 144 }, { sound });

test('a film that is what was ordered has no differences', () => {
  expect(differences(film, expected)).toEqual([]);
});

test.each<[Partial<ClipFacts>, Partial<ExpectedFilm>, string]>([
  [{ picture: { ...film.picture, seconds: 5.8 }, sound: { ...sound, seconds: 5.8 } }, {}, 'it lasts 5.8 s, not 6 s'],
  [{}, { clipSeconds: [2, 2, 1.5] }, 'it lasts 6 s, not 5.5 s'],
  [{ picture: { ...film.picture, frames: 143 } }, {}, 'it has 143 frames, not 144'],
  [{ picture: { ...film.picture, shown: { width: 180, height: 320 } } }, {}, 'it is 180 × 320, not 320 × 180'],
  [{ picture: { ...film.picture, rate: { frames: 25, seconds: 1 } } }, {}, 'it has 25/1 frames a second'],
  [{ picture: { ...film.picture, codec: 'hevc' } }, {}, 'its picture is hevc'],
  [{ sound: { ...sound, codec: 'mp3' } }, {}, 'its sound is mp3'],
  [{ sound: { ...sound, seconds: 6.2 } }, {}, 'its sound lasts 6.2 s, its picture 6 s'],
  [{ subtitles: true }, {}, 'it has a track of captions'],
  [{}, { captionTrack: true }, 'its captions have no track'],
])('%#: a film that is not is told where', (facts, wanted, difference) => {
  expect(differences({ ...film, ...facts }, { ...expected, ...wanted })).toEqual([difference]);
});

test('a film without sound is none', () => {
  expect(differences({ ...film, sound: undefined }, expected)).toContain('its sound is missing');
});
