import { expect, test } from 'vitest';
import {
  allFaultNames,
  faultGroups,
  faultNamed,
  type FaultName,
} from '../../../../src/testing/emulator/faults/catalogue.js';
import { drawFaults } from '../../../../src/testing/emulator/faults/random-faults.js';
import { defaultRandomFaults } from '../../../../src/testing/emulator/index.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';

const keys = Array.from({ length: 2_000 }, (_, n) => `rw-${n}`);
const drawnBy = (seed: number) => keys.map((key) => drawFaults({ seed, shareOfJobs: 0.3 }, key).join());

test('the seed decides which jobs meet what, whatever the order in which they come', async () => {
  const faultsOf = async (order: readonly string[]) => {
    const { gateway, emulator } = await emulatorOnHand({
      randomFaults: { seed: 7, shareOfJobs: 0.5, faults: ['list-late', 'stuck', 'callback-twice'] },
    });
    for (const key of order) await gateway.submit(textToVideo, { 'idempotency-key': key });
    const { jobs = [] } = await emulator.truth();
    return Object.fromEntries(jobs.map(({ wireKey, faults }) => [wireKey, faults]));
  };
  const some = keys.slice(0, 30);
  const forwards = await faultsOf(some);
  expect(await faultsOf(some.toReversed())).toEqual(forwards);
  expect(new Set(Object.values(forwards).map(String)).size).toBeGreaterThan(3);
  expect(drawnBy(8)).not.toEqual(drawnBy(7));
});

test('about the share of jobs that was asked for meets one to three faults, of different places', () => {
  const drawn = keys.map((key) => drawFaults({ seed: 3, shareOfJobs: 0.3 }, key)).filter(({ length }) => length > 0);
  expect(drawn.length / keys.length).toBeGreaterThan(0.25);
  expect(drawn.length / keys.length).toBeLessThan(0.35);
  expect(new Set(drawn.map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
  const placeOf = (name: FaultName) => Object.values(faultGroups).findIndex((table) => Object.hasOwn(table, name));
  for (const names of drawn) expect(new Set(names.map(placeOf)).size).toBe(names.length);
  expect(keys.flatMap((key) => drawFaults({ seed: 3, shareOfJobs: 0 }, key))).toEqual([]);
});

test('each fault of the default set comes up, and none that a client cannot get over', () => {
  const drawn = new Set(keys.flatMap((key) => drawFaults({ seed: 1, shareOfJobs: 1 }, key)));
  expect([...drawn].toSorted()).toEqual([...defaultRandomFaults].toSorted());
  const fatal = ['stuck', 'charged-although-failed', 'forgotten', 'link-403', 'no-link', 'submit-500', 'refuse-402'];
  for (const name of fatal) expect(defaultRandomFaults).not.toContain(name);
});

test('without an idempotency key, the prompt decides', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.random({ seed: 1, shareOfJobs: 0.5, faults: ['stuck'] });
  for (let n = 0; n < 20; n += 1) await gateway.submit({ ...textToVideo, prompt: `Cat ${n % 10}` });
  const { jobs = [] } = await emulator.truth();
  const faults = jobs.map((job) => job.faults.join());
  expect(faults.slice(0, 10)).toEqual(faults.slice(10));
  expect(new Set(faults)).toEqual(new Set(['', 'stuck']));
});

test('a submit that was struck at random can be repeated', async () => {
  const { gateway, emulator } = await emulatorOnHand({
    randomFaults: { seed: 1, shareOfJobs: 1, faults: ['refuse-429'] },
  });
  const submit = async () => (await gateway.submit(textToVideo, { 'idempotency-key': 'rw-0123456789abcdef' })).status;
  expect([await submit(), await submit()]).toEqual([429, 200]);
  expect((await emulator.truth()).faults).toEqual({ 'refuse-429': 1 });
});

test('random faults can be turned on and off over HTTP', async () => {
  const { gateway } = await emulatorOnHand();
  const turnOn = (body: object) => gateway.call('POST', '/__faults/random', body);
  expect((await turnOn({ seed: 1, shareOfJobs: 1, faults: ['refuse-402'] })).status).toBe(204);
  expect((await gateway.submit(textToVideo)).status).toBe(402);
  await gateway.call('DELETE', '/__faults');
  expect((await gateway.submit({ ...textToVideo, prompt: 'Another' })).status).toBe(200);
  expect((await turnOn({ seed: 1, shareOfJobs: 1.1 })).status).toBe(400);
  expect((await turnOn({ seed: 1, shareOfJobs: 1, faults: ['nonsense'] })).json.error).toContain('not a fault');
});

test('no name stands for two faults', () => {
  const names = Object.values(faultGroups).flatMap((table) => Object.keys(table));
  expect(names.toSorted()).toEqual(allFaultNames.toSorted());
  expect(allFaultNames.every((name) => faultNamed(name).description !== '')).toBe(true);
});
