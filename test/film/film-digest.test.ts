import { expect, test } from 'vitest';
import type { FilmOrder } from '../../src/domain/film.js';
import { filmDigest } from '../../src/film/film-digest.js';

const order: FilmOrder = {
  storyboard: 'harbour',
  clips: [
    { shot: 'quay', uri: 's3://videos/1.mp4', sha256: 'a'.repeat(64), seconds: 5, caption: 'Five in the morning' },
    { shot: 'ship', uri: 's3://videos/2.mp4', sha256: 'b'.repeat(64), seconds: 5 },
  ],
  settings: { music: { url: 'https://cdn.example.com/song.mp3?signature=1', volume: 0.4 } },
};
const [quay, ship] = order.clips as [FilmOrder['clips'][0], FilmOrder['clips'][0]];

test.each<[what: string, Partial<FilmOrder>]>([
  ['a title', { title: 'The harbour' }],
  ['the storyboard that it is of', { storyboard: 'harbour-2' }],
  ['a place in the bucket', { clips: [{ ...quay, uri: 's3://other/1.mp4' }, ship] }],
  [
    'a link that was signed again',
    { settings: { music: { url: 'https://cdn.example.com/song.mp3?signature=2', volume: 0.4 } } },
  ],
  ['a default that is written out', { settings: { ...order.settings, transition: 'cut', captions: 'none' } }],
])('%s makes no other film', (_what, change) => {
  expect(filmDigest({ ...order, ...change })).toBe(filmDigest(order));
});

test.each<[what: string, Partial<FilmOrder>]>([
  ['another video', { clips: [{ ...quay, sha256: 'c'.repeat(64) }, ship] }],
  ['another order', { clips: [ship, quay] }],
  ['another caption', { clips: [{ ...quay, caption: 'Six in the morning' }, ship] }],
  ['a setting', { settings: { ...order.settings, transition: { crossfade: 0.5 } } }],
  ['another volume', { settings: { music: { url: 'https://cdn.example.com/song.mp3', volume: 0.5 } } }],
])('%s makes another film', (_what, change) => {
  expect(filmDigest({ ...order, ...change })).not.toBe(filmDigest(order));
});
