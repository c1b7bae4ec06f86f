import { expect, test } from 'vitest';
import { firstFrameLimits, fitFrame } from '../../src/domain/last-frame.js';
import { createObjectKeys } from '../../src/domain/object-keys.js';

const fitted = (width: number, height: number) => {
  const size = fitFrame({ width, height }, firstFrameLimits);
  return size && [size.width, size.height];
};

test('a frame that models take stays as it is', () => {
  expect(fitted(1280, 720)).toEqual([1280, 720]);
  expect(fitted(360, 2000)).toEqual([360, 2000]);
});

test('other frames keep their shape, and have even sides', () => {
  expect(fitted(3840, 2160)).toEqual([2000, 1126]);
  expect(fitted(320, 180)).toEqual([640, 360]);
  expect(fitted(853, 480)).toEqual([854, 480]);
  expect(fitted(1999, 361)).toEqual([2000, 362]);
});

test('a shape that does not fit has no size', () => {
  expect(fitted(3000, 500)).toBeUndefined();
  expect(fitted(100, 600)).toBeUndefined();
});

test('a frame lies by its video’s digest, and by its limits where they are not the usual ones', () => {
  const { frame } = createObjectKeys('team').films;
  expect(frame('harbour', 'abc', 'png')).toBe('team/storyboards/harbour/frames/abc.png');
  expect(frame('harbour', 'abc', 'jpeg', firstFrameLimits)).toBe('team/storyboards/harbour/frames/abc.jpg');
  expect(frame('harbour', 'abc', 'png', { ...firstFrameLimits, minPixels: 240 })).toBe(
    'team/storyboards/harbour/frames/abc-240-2000-10000000.png',
  );
});
