import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, submit, wireKey } from '../gateway-calls.js';
import { aimlapiAt, fixture, least, submitSomething, taskId } from './aimlapi.js';

/** What goes over the wire for the least request, and for those that say everything. */
const orders = [
  {
    given: least,
    order: {
      prompt: 'A cat playing piano',
      aspect_ratio: '16:9',
      resolution: '720p',
      duration: 5,
      enhance_prompt: true,
      generate_audio: true,
    },
  },
  {
    given: {
      ...least,
      negativePrompt: 'blurry',
      durationSeconds: 10,
      resolution: '1080p',
      aspectRatio: '9:16',
      extendPrompt: true,
      shotType: 'multi',
      audioUrl: 'https://example.com/piano.wav',
      generateAudio: true,
      seed: 2_147_483_647,
      account: 'team-a',
    },
    // "takes effect only when 'audio_url' is not provided"
    order: {
      prompt: 'A cat playing piano',
      negative_prompt: 'blurry',
      aspect_ratio: '9:16',
      resolution: '1080p',
      duration: 10,
      enhance_prompt: true,
      shot_type: 'multi',
      audio_url: 'https://example.com/piano.wav',
      seed: 2_147_483_647,
    },
  },
  {
    given: { ...least, durationSeconds: 15, extendPrompt: false, shotType: 'single', generateAudio: false, seed: 0 },
    order: {
      prompt: 'A cat playing piano',
      aspect_ratio: '16:9',
      resolution: '720p',
      duration: 15,
      enhance_prompt: false,
      shot_type: 'single',
      generate_audio: false,
      seed: 0,
    },
  },
];

const spellings = [undefined, 'alibaba/wan-2-6-t2v', 'alibaba/wan2.6-t2v', 'alibaba/wan2-6-t2v'];
const submissions = spellings.flatMap((model) => orders.map(({ given, order }) => ({ model, given, order })));

test.each(submissions)('$given goes over the wire, the model spelt $model', async ({ model, given, order }) => {
  const gateway = await startGateway(raw(201, await fixture('submitted.json')));
  await submit(aimlapiAt(gateway.url, { model }), given, { callbackUrl: 'https://example.com/callbacks/1' });
  expect(gateway.heard).toHaveLength(1);
  const [heard] = gateway.heard;
  expect(`${heard?.method} ${heard?.path}`).toBe('POST /v2/video/generations');
  expect(JSON.parse(heard!.body)).toEqual({ model: model ?? 'alibaba/wan-2-6-t2v', ...order });
  expect(heard?.headers).toMatchObject({
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'x-client-request-id': wireKey,
  });
  // "1-128 of A-Za-z0-9._:-; an invalid value is silently dropped"
  expect(wireKey).toMatch(/^[\w.:-]{1,128}$/);
});

test('what the gateway holds for an accepted task is told in dollars', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  expect(await submitSomething(aimlapiAt(gateway.url))).toEqual({
    taskId,
    reserved: { amount: '1.575', currency: 'USD', basis: 'reserved' },
  });
});

test.each([
  [{ credits_used: 1 }, '0.0000005'],
  [{ credits_used: 0 }, '0'],
  [{ usd_spent: 0.1575 }, '0.1575'],
  [{ credits_used: 3_150_000, usd_spent: 1.58 }, '1.575'],
  [{ credits_used: null, usd_spent: 1e-7 }, '0.0000001'],
])('%j are %s dollars, to the last digit', async (usage, amount) => {
  const gateway = await startGateway(json(200, { id: taskId, meta: { usage } }));
  expect((await submitSomething(aimlapiAt(gateway.url))).reserved).toEqual({
    amount,
    currency: 'USD',
    basis: 'reserved',
  });
});

test.each([
  {},
  { meta: null },
  { meta: { usage: null } },
  { meta: 'none' },
  { meta: { usage: { credits_used: 'five' } } },
])('an id is enough to be accepted: with %j', async (rest) => {
  const gateway = await startGateway(json(200, { id: taskId, ...rest }));
  expect(await submitSomething(aimlapiAt(gateway.url))).toEqual({ taskId });
});
