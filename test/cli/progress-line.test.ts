import { expect, test } from 'vitest';
import { describeProgress } from '../../src/cli/progress-line.js';
import type { GenerationStatus } from '../../src/client/generation-status.js';

const startedAt = '2026-01-01T00:00:00.000Z';
const after = (minutes: number, seconds = 0) => Date.parse(startedAt) + (minutes * 60 + seconds) * 1000;

const generating: GenerationStatus = {
  id: 'cat',
  state: 'generating',
  startedAt,
  acceptedAt: new Date(after(44)).toISOString(),
  expectedSeconds: 120,
  workerAnswered: true,
};

test('the time that a generation was held is not counted against the time it is expected to take', () => {
  expect(describeProgress(generating, after(45, 5))).toBe('cat: generating · 1:05 of about 2:00');
});

test('until the gateway has accepted it, a generation counts from its start', () => {
  const held: GenerationStatus = { id: 'cat', state: 'held', startedAt, workerAnswered: true };
  expect(describeProgress(held, after(43, 7))).toBe('cat: held · 43:07');
});

test('a generation that waits for a place says how many are before it', () => {
  const waiting: GenerationStatus = { id: 'cat', state: 'submitting', ahead: 37, startedAt, workerAnswered: true };
  expect(describeProgress(waiting, after(2))).toBe('cat: submitting · waiting for a place, 37 ahead · 2:00');
});
