import { expect, test } from 'vitest';
import { faultCatalogue } from '../../../src/testing/emulator/index.js';
import { emulatorOnHand, textToVideo } from './emulators.js';

test.each([
  ['refuse-401', 401, 'authentication_error'],
  ['refuse-402', 402, 'insufficient_quota_error'],
  ['refuse-429', 429, 'rate_limit_error'],
  ['refuse-429-bare', 429, 'rate_limit_error'],
  ['refuse-moderation', 400, 'invalid_request_error'],
  ['submit-500', 500, 'internal_server_error'],
  ['submit-502', 502, 'upstream_error'],
  ['submit-503', 503, 'service_unavailable_error'],
] as const)(
  '%s: the submit is answered %i and nothing is accepted; the next one is fine',
  async (name, status, type) => {
    const { gateway, emulator } = await emulatorOnHand();
    emulator.faults.next(name);
    const refused = await gateway.submit(textToVideo);
    expect([refused.status, refused.json.error.type]).toEqual([status, type]);
    expect(refused.headers.get('retry-after')).toBe(name === 'refuse-429' ? '2' : null);
    expect(emulator.bill()).toMatchObject({
      acceptedJobs: 0,
      requests: { refused: 1 },
      credits: { available: '10000' },
    });
    expect((await gateway.submit(textToVideo)).status).toBe(200);
  },
);

test.each([
  ['accept-then-500', 500],
  ['accept-then-502', 502],
  ['accept-then-503', 503],
] as const)('%s: the answer is a %i, and yet the job runs and is charged', async (name, status) => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  emulator.faults.next(name);
  expect((await gateway.submit(textToVideo)).status).toBe(status);
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { refused: 0 } });
  await clock.advance(8_000);
  expect(emulator.bill()).toMatchObject({ jobs: { completed: 1 }, credits: { spent: '25.5' } });
});

test('accept-then-drop: the connection breaks, and yet there is a job', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.next('accept-then-drop');
  await expect(gateway.submit(textToVideo)).rejects.toThrow();
  expect(emulator.bill().acceptedJobs).toBe(1);
});

test('accept-then-stall: no answer comes until the client gives up, and yet there is a job', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.next('accept-then-stall');
  const giveUp = new AbortController();
  const answer = fetch(`${emulator.url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-key', 'content-type': 'application/json' },
    body: JSON.stringify(textToVideo),
    signal: giveUp.signal,
  });
  while (emulator.bill().acceptedJobs === 0) await gateway.call('GET', '/__bill');
  giveUp.abort();
  await expect(answer).rejects.toThrow('aborted');
});

test('accept-without-id and accept-then-html: a 200 that does not tell the task', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.next('accept-without-id');
  emulator.faults.next('accept-then-html');
  const withoutId = await gateway.submit(textToVideo);
  const html = await gateway.submit(textToVideo);
  expect([withoutId.status, withoutId.json.status, withoutId.json.id]).toEqual([200, 'pending', undefined]);
  expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(emulator.bill().acceptedJobs).toBe(2);
});

test.each([
  ['moderation', { status: 'failed', error: { code: 'content_policy_violation', type: 'task_error' } }, 'failed', '0'],
  ['provider-fault', { status: 'failed', error: { code: 'service_error', type: 'task_error' } }, 'failed', '0'],
  ['cancelled', { status: 'cancelled' }, 'cancelled', '0'],
  ['cancelled-as-failed', { status: 'failed', error: { code: 'request_cancelled' } }, 'cancelled', '0'],
  ['no-link', { status: 'completed', results: [] }, 'completed', '25.5'],
  ['unknown-status', { status: 'completed', results: [expect.any(String)] }, 'completed', '25.5'],
  ['stuck', { status: 'processing' }, 'running', '0'],
] as const)('%s: what the accepted job comes to, and what it costs', async (name, answer, state, spent) => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  emulator.faults.next(name);
  const { json } = await gateway.submit(textToVideo);
  await clock.advance(24 * 60 * 60 * 1000);
  expect((await gateway.task(json.id)).json).toMatchObject(answer);
  expect(emulator.bill()).toMatchObject({ jobs: { [state]: 1 }, credits: { spent } });
});

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

test('unknown-status: the running task has a word of its own', async () => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  emulator.faults.next('unknown-status');
  const { json } = await gateway.submit(textToVideo);
  await clock.advance(3_000);
  expect((await gateway.task(json.id)).json).toMatchObject({ status: 'postprocessing', progress: 16 });
});

test.each([
  ['status-404', [404, 404, 200], 'task_not_found'],
  ['status-429', [429, 429, 429, 200], 'rate_limit_exceeded'],
  ['status-500', [500, 500, 500, 200], 'internal_error'],
  ['status-503', [503, 503, 503, 200], 'service_unavailable'],
] as const)('%s: the first reads fail, later ones do not', async (name, statuses, code) => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.next(name);
  const { json } = await gateway.submit(textToVideo);
  const reads = [];
  for (const _ of statuses) reads.push(await gateway.task(json.id));
  expect(reads.map(({ status }) => status)).toEqual(statuses);
  expect(reads[0]?.json.error.code).toBe(code);
});

test('status-html: the first reads are answered with a page', async () => {
  const { gateway, emulator } = await emulatorOnHand();
  emulator.faults.next('status-html');
  const { json } = await gateway.submit(textToVideo);
  expect((await gateway.task(json.id)).headers.get('content-type')).toContain('text/html');
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
