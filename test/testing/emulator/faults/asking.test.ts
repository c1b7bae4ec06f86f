import { expect, test } from 'vitest';
import { faultCatalogue } from '../../../../src/testing/emulator/index.js';
import { emulatorOnHand, textToVideo } from '../emulators.js';

test('no-link and cancelled-as-failed look in the task list as they do in the task', async () => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  emulator.faults.next('no-link');
  emulator.faults.next('cancelled-as-failed');
  await gateway.submit(textToVideo);
  await gateway.submit(textToVideo);
  await clock.advance(8_000);
  expect((await gateway.call('GET', '/v1/tasks')).json.data).toMatchObject([
    { status: 'failed', has_error: true, has_results: false, result_count: 0, credits_used: 0 },
    { status: 'completed', has_error: false, has_results: false, result_count: 0, credits_used: 25.5 },
  ]);
});

test('a single status read can fail, for tasks accepted long before', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  const { json } = await gateway.submit(textToVideo);
  emulator.faults.nextRead('status-503');
  expect((await gateway.task(json.id)).status).toBe(503);
  expect((await gateway.task(json.id)).status).toBe(200);
  expect(() => emulator.faults.nextRead('moderation')).toThrow('not a fault of status reads');
});

test('a person can ask for faults in the prompt, for every submit or the first ones', async () => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  const twice = { ...textToVideo, prompt: 'A cat [[fault:refuse-429*2]] on a piano' };
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await gateway.submit(twice)).status);
  expect(statuses).toEqual([429, 429, 200, 200]);

  const both = { ...textToVideo, prompt: '[[fault:accept-then-500]] [[fault:moderation]] [[fault:no-such-thing]]' };
  expect((await gateway.submit(both)).status).toBe(500);
  expect((await gateway.submit(both)).status).toBe(500);
  await clock.advance(8_000);
  expect(emulator.bill().jobs).toMatchObject({ completed: 2, failed: 2 });
});

test('faults can be listed, asked for and forgotten over HTTP', async () => {
  const { gateway } = await emulatorOnHand();
  const { json: table } = await gateway.call('GET', '/__faults');
  expect(Object.keys(table)).toEqual(Object.keys(faultCatalogue));
  expect(table['refuse-402']).toBe(faultCatalogue['refuse-402'].description);

  const ask = (body: unknown) => gateway.call('POST', '/__faults', body);
  expect((await ask({ next: ['refuse-402', 'callback-never'] })).status).toBe(204);
  expect((await gateway.submit(textToVideo)).status).toBe(402);
  await ask({ next: ['refuse-402'], nextRead: 'status-404' });
  await gateway.call('DELETE', '/__faults');
  const { status, json } = await gateway.submit(textToVideo);
  expect([status, (await gateway.task(json.id)).status]).toEqual([200, 200]);
  expect((await ask({ next: ['refuse-418'] })).json.error).toContain('not a fault');
  expect((await ask({ nextRead: 'moderation' })).status).toBe(400);
});

test('every fault says in words what it does', () => {
  const descriptions = Object.values(faultCatalogue).map(({ description }) => description);
  expect(new Set(descriptions).size).toBe(descriptions.length);
  expect(descriptions.every((description) => description.length > 10)).toBe(true);
});
