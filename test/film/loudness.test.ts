import { expect, test, vi } from 'vitest';
import { findLevel, readLoudness, type Loudness } from '../../src/film/loudness.js';

const summary = (
  integrated: string,
  peak: string,
) => `[Parsed_ebur128_8 @ 0x5585] t: 14.9  M: -20.1 I: -99.0 LUFS LRA: 1.7 LU
[Parsed_ebur128_8 @ 0x5585] Summary:

  Integrated loudness:
    I:         ${integrated} LUFS
    Threshold: -31.5 LUFS

  Loudness range:
    LRA:         1.7 LU

  True peak:
    Peak:       ${peak} dBFS
`;

test('how loud a sound is, is read from what ffmpeg says last', () => {
  expect(readLoudness(summary('-21.5', '-3.5'))).toEqual({ integrated: -21.5, peak: -3.5 });
  expect(readLoudness(summary('-70.0', '-inf'))).toBeUndefined();
  expect(() => readLoudness('nothing')).toThrow('ffmpeg has not said');
});

const measuring = (...answers: readonly (Loudness | undefined)[]) => {
  const left = [...answers];
  return vi.fn(async (_level: readonly string[]) => left.shift());
};

test('silence is left as it is', async () => {
  expect(await findLevel(measuring(undefined), -16)).toEqual([]);
});

test('without a loudness, a sound whose peaks would not fit is turned down as a whole, another one is left as it is', async () => {
  expect(await findLevel(measuring({ integrated: -10, peak: 2.5 }), undefined)).toEqual(['volume=-4.00dB']);
  expect(await findLevel(measuring({ integrated: -10, peak: -3 }), undefined)).toEqual([]);
});

test('a loudness that leaves the peaks room is reached by one gain', async () => {
  const measure = measuring({ integrated: -23, peak: -9 });
  expect(await findLevel(measure, -16)).toEqual(['volume=7.00dB']);
  expect(measure).toHaveBeenCalledTimes(1);
});

test('where peaks must be held back, what that takes away is made up for', async () => {
  const quiet = { integrated: -23, peak: -3 };
  const measure = measuring(quiet, { integrated: -17, peak: -1.5 }, { integrated: -16.1, peak: -1.5 });
  const [gain, limiter] = await findLevel(measure, -16);
  expect(gain).toBe('volume=8.00dB');
  expect(limiter).toMatch(/^alimiter=limit=0\.8414:/);
  expect(measure.mock.calls[1]).toEqual([['volume=7.00dB', limiter]]);
});

test('a loudness that can’t be reached is not tried for ever', async () => {
  const far = { integrated: -20, peak: -1.5 };
  const measure = measuring(...Array.from({ length: 20 }, () => far));
  expect(await findLevel(measure, -5)).toHaveLength(2);
  expect(measure.mock.calls.length).toBeLessThan(7);
});
