import { expect, test } from 'vitest';
import type { ProviderErrorKind } from '../../../src/providers/provider-error.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf, submit } from '../gateway-calls.js';
import { fixture, least, lumenAt, refusal, submitSomething, taskId } from './lumen.js';

test.each([
  {
    given: least,
    sent: { text: least.prompt, clip: { seconds: 5, height: 720, shape: '16:9' }, silent: false },
  },
  {
    given: {
      ...least,
      durationSeconds: 12,
      resolution: '1080p',
      aspectRatio: '3:4',
      generateAudio: false,
      seed: 0,
      account: 'team-a',
    },
    sent: { text: least.prompt, clip: { seconds: 12, height: 1080, shape: '3:4' }, silent: true, seed: 0 },
  },
])('$given goes over the wire', async ({ given, sent }) => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  await submit(lumenAt(gateway.url), given);
  const [heard] = gateway.heard;
  expect(`${heard?.method} ${heard?.path}`).toBe('POST /renders');
  expect(JSON.parse(heard!.body)).toEqual({ model: 'dream-1', ...sent });
  expect(heard?.headers).toMatchObject({ authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' });
});

test('an accepted task is known by its id, with what is held for it', async () => {
  const gateway = await startGateway(raw(200, await fixture('submitted.json')));
  expect(await submitSomething(lumenAt(gateway.url))).toEqual({
    taskId,
    reserved: { amount: '0.4', currency: 'USD', basis: 'reserved' },
  });
});

const kinds: readonly (readonly [number, string, ProviderErrorKind])[] = [
  [400, 'bad_field', 'invalid-request'],
  [400, 'unsafe_text', 'moderation'],
  [401, 'bad_key', 'authentication'],
  [402, 'no_funds', 'no-credit'],
  [429, 'too_fast', 'rate-limit'],
  [500, 'our_fault', 'unavailable'],
  // What speaks of the prompt elsewhere makes no refusal of it.
  [503, 'unsafe_text', 'unavailable'],
];

test.each(kinds)('%d %s is told as %s', async (status, code, kind) => {
  const gateway = await startGateway(json(status, refusal('No.', code)));
  expect(await failureOf(submitSomething(lumenAt(gateway.url)))).toMatchObject({ kind, status, code });
});
