import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { submitLimits } from '../../src/domain/time-limits.js';

test('the times around a paid submission nest', () => {
  const { connect, request, startToClose, shutdownGrace, containerStop } = submitLimits;
  const outwards = [connect, request, startToClose, shutdownGrace, containerStop];
  expect(outwards).toEqual([10, 120, 140, 150, 170]);
  expect(outwards).toEqual(outwards.toSorted((left, right) => left - right));
});

test('an attempt that begins to send at the last moment still has its answer in time', () => {
  const { startToSend, request, startToClose, recordToSend } = submitLimits;
  expect(startToSend + request).toBeLessThan(startToClose);
  expect(recordToSend).toBeLessThanOrEqual(startToSend);
});

test('docker-compose.yml gives the worker the time to stop that its submissions need', async () => {
  const compose = await readFile('docker-compose.yml', 'utf8');
  const worker = /^ {2}worker:\n(?: {4}.*\n|\n)+/m.exec(compose)?.[0];
  expect(/^ {4}stop_grace_period: (\d+)s$/m.exec(worker ?? '')?.[1]).toBe(String(submitLimits.containerStop));
});
