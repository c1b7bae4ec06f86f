import { expect, test } from 'vitest';
import { emulatorOnHand, textToVideo } from './emulators.js';

/** What a client makes of a connection that broke: depends on whether it is a new one. */
const broken = /^(ECONNRESET|UND_ERR_SOCKET)$/;
const codeOf = (error: unknown): unknown => (error as { readonly cause?: { readonly code?: string } }).cause?.code;

test.each([
  ['refused', /^ECONNREFUSED$/],
  ['reset', broken],
] as const)('away from the network: connections are %s, and nothing is lost when it is back', async (how, code) => {
  const { emulator, gateway, clock } = await emulatorOnHand();
  const { json } = await gateway.submit(textToVideo);
  await emulator.outage.begin({ how, seconds: 30 });
  await clock.advance(29_999);
  expect(await gateway.submit(textToVideo).catch(codeOf)).toMatch(code);
  await clock.advance(1);
  expect((await gateway.task(json.id)).json.status).toBe('completed');
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
});

test('an outage can be ended by hand, and another one takes its place', async () => {
  const { emulator, gateway, clock } = await emulatorOnHand();
  await emulator.outage.begin({ how: 'refused', seconds: 10 });
  await emulator.outage.begin({ how: 'reset' });
  await clock.advance(60_000);
  expect(await gateway.submit(textToVideo).catch(codeOf)).toMatch(broken);
  await emulator.outage.end();
  await emulator.outage.end();
  expect((await gateway.submit(textToVideo)).status).toBe(200);
});

test('an outage can be asked for over HTTP, with an end', async () => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  expect((await gateway.call('POST', '/__outage', { how: 'reset' })).status).toBe(400);
  expect((await gateway.call('POST', '/__outage', { how: 'reset', seconds: 5 })).status).toBe(202);
  expect(await gateway.submit(textToVideo).catch(codeOf)).toMatch(broken);
  await clock.advance(5_000);
  expect(emulator.bill().acceptedJobs).toBe(0);
  expect((await gateway.submit(textToVideo)).status).toBe(200);
});

test('closing during an outage leaves nothing behind', async () => {
  const { emulator } = await emulatorOnHand();
  await emulator.outage.begin({ how: 'refused', seconds: 5 });
  await emulator.close();
  await expect(fetch(emulator.url)).rejects.toThrow('fetch failed');
});
