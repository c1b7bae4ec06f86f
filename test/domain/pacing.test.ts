import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstReadSeconds, readDelaySeconds, rereadPauseSeconds } from '../../src/domain/pacing.js';

interface Job {
  readonly jobSeconds: number;
  readonly expectedSeconds: number;
  readonly callbackExpected?: boolean;
  /** From 0 to below 1, drawn for each wait. */
  readonly random: () => number;
}

/** The ages at which a job is read until a read finds it done. */
function readsOf({ jobSeconds, expectedSeconds, callbackExpected = false, random }: Job): number[] {
  const reads: number[] = [];
  let ageSeconds = 0;
  do {
    ageSeconds += readDelaySeconds({ ageSeconds, expectedSeconds, callbackExpected, random: random() });
    reads.push(ageSeconds);
  } while (ageSeconds < jobSeconds);
  return reads;
}

const randoms = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const drawnFrom = (stream: Iterator<number>) => () => Number(stream.next().value);
const none = () => 0;

test('the first read comes at half the typical time, and never within three seconds', () => {
  for (const [expectedSeconds, first] of [
    [205, 102.5],
    [120, 60],
    [4, 3],
    [0, 3],
  ] as const) {
    expect(firstReadSeconds(expectedSeconds)).toBe(first);
    expect(readsOf({ jobSeconds: 1, expectedSeconds, random: none })).toEqual([first]);
  }
  expect(readDelaySeconds({ ageSeconds: 20, expectedSeconds: 120, callbackExpected: true, random: 0.5 })).toBe(40);
});

test('a job of 205 s costs at most 12 reads, and its end is seen within 8 % of its time', () => {
  fc.assert(
    fc.property(randoms, (stream) => {
      const reads = readsOf({ jobSeconds: 205, expectedSeconds: 205, random: drawnFrom(stream) });
      expect(reads.length).toBeLessThanOrEqual(12);
      expect(reads.at(-1)).toBeLessThanOrEqual(205 * 1.08);
    }),
  );
});

test('the end of any job of up to ten minutes is seen within 8 % of its time, or within a minute of half the typical one', () => {
  const seconds = fc.integer({ min: 40, max: 600 });
  fc.assert(
    fc.property(seconds, seconds, randoms, (jobSeconds, expectedSeconds, stream) => {
      const seenAt = readsOf({ jobSeconds, expectedSeconds, random: drawnFrom(stream) }).at(-1)!;
      expect(seenAt).toBeLessThanOrEqual(Math.max(jobSeconds * 1.08, expectedSeconds / 2) + 1e-9);
    }),
  );
});

const waitAt = (ageSeconds: number, callbackExpected = false, random = 0) =>
  readDelaySeconds({ ageSeconds, expectedSeconds: 0, callbackExpected, random });

test.each([
  [10, 3],
  [100, 8],
  [500, 40],
  [599, 47.92],
  [1_000, 80],
  [4_000, 300],
  [80_000, 300],
])('a task of %d s is read again after %d s, and four times as late where a callback is expected', (age, wait) => {
  expect(waitAt(age)).toBeCloseTo(wait);
  expect(waitAt(age, true)).toBeCloseTo(4 * wait);
});

test('waits stay within three seconds and a minute for ten minutes, and within five minutes after that', () => {
  const age = fc.double({ min: 0, max: 90_000, noNaN: true });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(age, random, (ageSeconds, drawn) => {
      fc.pre(ageSeconds >= 3);
      expect(waitAt(ageSeconds, false, drawn)).toBeGreaterThanOrEqual(3);
      expect(waitAt(ageSeconds, false, drawn)).toBeLessThanOrEqual(ageSeconds < 600 ? 60 : 300);
    }),
  );
});

test('runs that started together do not read together', () => {
  expect(waitAt(100, false, 0)).not.toBe(waitAt(100, false, 0.9));
});

const facts = fc.record({
  ageSeconds: fc.double({ min: 0, max: 100_000, noNaN: true }),
  expectedSeconds: fc.double({ min: 0, max: 20_000, noNaN: true }),
  callbackExpected: fc.boolean(),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

test('whatever the facts, a wait ends, nobody reads before half of the expected time, and nobody twice within 3 s', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const wait = readDelaySeconds(given);
      const first = firstReadSeconds(given.expectedSeconds);
      if (given.ageSeconds < first) {
        expect(given.ageSeconds + wait).toBeCloseTo(first);
        expect(wait).toBeGreaterThan(0);
      } else {
        expect(wait).toBeGreaterThanOrEqual(3);
        expect(wait).toBeLessThanOrEqual(given.callbackExpected ? 1200 : 300);
      }
    }),
  );
});

test('an older task is never read sooner again than a younger one', () => {
  const age = fc.double({ min: 3, max: 100_000, noNaN: true });
  fc.assert(
    fc.property(age, age, facts, (one, other, given) => {
      const after = (ageSeconds: number) => readDelaySeconds({ ...given, ageSeconds, expectedSeconds: 0 });
      expect(after(Math.max(one, other))).toBeGreaterThanOrEqual(after(Math.min(one, other)));
    }),
  );
});

test('jitter only shortens a wait, by a tenth at most', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const full = readDelaySeconds({ ...given, random: 0 });
      const drawn = readDelaySeconds(given);
      expect(drawn).toBeLessThanOrEqual(full);
      expect(drawn).toBeGreaterThanOrEqual(Math.min(full, Math.max(3, full * 0.9)) - 1e-9);
    }),
  );
});

test('where a callback is expected, a quarter of the reads follows the first', () => {
  fc.assert(
    fc.property(facts, (given) => {
      fc.pre(given.ageSeconds >= firstReadSeconds(given.expectedSeconds));
      const alone = readDelaySeconds({ ...given, callbackExpected: false, random: 0 });
      expect(readDelaySeconds({ ...given, callbackExpected: true, random: 0 })).toBeCloseTo(4 * alone);
    }),
  );
});

test('a job costs a number of reads that grows with the logarithm of its length, and then with the hours', () => {
  const seconds = fc.integer({ min: 1, max: 86_400 });
  fc.assert(
    fc.property(seconds, seconds, randoms, (jobSeconds, expectedSeconds, stream) => {
      const first = firstReadSeconds(expectedSeconds);
      const reads = readsOf({ jobSeconds, expectedSeconds, random: drawnFrom(stream) }).length;
      // Each wait adds at least 0.9 of 8 % to the age; beyond an hour it is five minutes less a tenth.
      const growing = Math.max(0, Math.log(jobSeconds / first) / Math.log(1.072));
      expect(reads).toBeLessThanOrEqual(2 + growing + jobSeconds / 270);
    }),
  );
});

test('a file that was cut off is read again after half a minute, then ever more seldom, up to every five minutes', () => {
  const pauses = [1, 2, 3, 4, 5, 100].map((attempts) => rereadPauseSeconds({ attempts, typicalSeconds: 120 }));
  expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
});
