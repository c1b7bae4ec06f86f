import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../src/providers/retry-after.js';

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

test.each([
  ['120', 120],
  [' 1.5 ', 1.5],
  ['0', 0],
  ['Wed, 21 Oct 2026 07:30:00 GMT', 120],
  ['Wed, 21 Oct 2026 07:00:00 GMT', 0],
])('Retry-After: %s is %d s', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});

test.each([undefined, '', 'soon', '-5 minutes', '-5', ['1', '2']])('Retry-After: %j says nothing', (header) => {
  expect(retryAfterSeconds(header, now)).toBeUndefined();
});
