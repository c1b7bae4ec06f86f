import { expect, test } from 'vitest';
import { filmSize } from '../../src/film/film-size.js';
import { tidyRate } from '../../src/film/frame-rate.js';

const wide = { width: 1280, height: 720 };
const tall = { width: 720, height: 1280 };
const large = { width: 1920, height: 1080 };
const old = { width: 1088, height: 832 };

test.each([
  ['as most shots are', [wide, tall, wide], {}, wide],
  ['as the first ones, where as many are otherwise', [tall, wide], {}, tall],
  ['as most of those of the resolution', [wide, wide, large], { resolution: '1080p' }, large],
  ['as most of those of the shape', [wide, wide, tall], { aspectRatio: '9:16' }, tall],
  ['as a model makes the shape, although that is not quite it', [wide, old], { aspectRatio: '4:3' }, old],
  ['enlarged, where no shot has the resolution', [wide, wide, tall], { resolution: '1080p' }, large],
  ['of the same area, where no shot has the shape', [wide], { aspectRatio: '1:1' }, { width: 960, height: 960 }],
  [
    'of both, where no shot has either',
    [wide],
    { resolution: '1080p', aspectRatio: '9:16' },
    { width: 1080, height: 1920 },
  ],
  ['even', [{ width: 853, height: 480 }], {}, { width: 854, height: 480 }],
] as const)('a film is as large %s', (_how, shots, settings, size) => {
  expect(filmSize(shots, settings)).toEqual(size);
});

test.each([
  [24, 1, 24, 1],
  [24_000, 1001, 24_000, 1001],
  [2997, 100, 30_000, 1001],
  [3025, 126, 24, 1],
  [16, 1, 16, 1],
  [90_000, 1, 60, 1],
])('%d/%d frames a second become %d/%d', (frames, seconds, tidyFrames, tidySeconds) => {
  expect(tidyRate({ frames, seconds })).toEqual({ frames: tidyFrames, seconds: tidySeconds });
});
