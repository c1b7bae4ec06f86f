import { expect, test } from 'vitest';
import type { ProviderErrorKind } from '../../../src/providers/provider-error.js';
import { json, startGateway } from '../../helpers/gateway-server.js';
import { failureOf } from '../gateway-calls.js';
import { readStatus, submitSomething, taskId, vtrixAt } from './vtrix.js';

const kinds: readonly (readonly [number, string, ProviderErrorKind])[] = [
  [400, 'size is invalid', 'invalid-request'],
  [400, 'Content policy violation', 'moderation'],
  [403, 'Blocked by safety filters', 'moderation'],
  [429, 'Too many moderation requests', 'rate-limit'],
  [500, 'The moderation service is down', 'unavailable'],
  [401, 'missing or invalid API key', 'authentication'],
  [403, 'insufficient balance', 'no-credit'],
  [403, 'Your credits are used up', 'no-credit'],
  [403, 'Please recharge your account', 'no-credit'],
  [403, 'Please top up', 'no-credit'],
  [403, 'permission denied', 'permission'],
  [403, 'Insufficient permissions for this model', 'permission'],
  [404, 'model not found', 'not-found'],
  [413, 'too large', 'invalid-request'],
  [422, 'no', 'invalid-request'],
  [429, 'rate limit exceeded', 'rate-limit'],
  // What speaks of money elsewhere changes no other status.
  [401, 'insufficient balance', 'authentication'],
  [500, 'internal', 'unavailable'],
  [502, 'insufficient balance', 'unavailable'],
  [503, 'unavailable', 'unavailable'],
];

test.each(kinds)('%d %j is told as %s', async (status, words, kind) => {
  for (const body of [{ message: words }, { error: words }, { error: { message: words } }]) {
    const gateway = await startGateway(json(status, body));
    for (const call of [submitSomething, readStatus]) {
      const failure = await failureOf(call(vtrixAt(gateway.url)));
      expect(failure).toMatchObject({ kind, status, gateway: 'vtrix', code: undefined });
      expect(failure.message).toContain(words);
    }
  }
});

test.each([
  ['001026003', '001026003'],
  [1_026_003, '1026003'],
  [null, undefined],
])('a code that comes with an error is kept: %j', async (code, told) => {
  const error = { code, message: 'When using reference_video_urls, duration must be 5 or 10' };
  const gateway = await startGateway(json(400, { error }));
  expect(await failureOf(submitSomething(vtrixAt(gateway.url)))).toMatchObject({ kind: 'invalid-request', code: told });
});

test('a message names gateway, status and task; Retry-After is heard', async () => {
  const gateway = await startGateway(json(429, { message: 'Slow down' }, { 'retry-after': '7' }));
  const failure = await failureOf(readStatus(vtrixAt(gateway.url)));
  expect(failure.message).toBe(`vtrix 429 (${taskId}): Slow down`);
  expect(failure.retryAfterSeconds).toBe(7);
});

test.each([
  {},
  { error: {} },
  { error: '' },
  { message: '' },
  { error: { message: '' } },
  { error: { code: '001026003' } },
])('a 403 with %j says nothing: it may be a proxy’s', async (body) => {
  const gateway = await startGateway(json(403, body));
  expect((await failureOf(submitSomething(vtrixAt(gateway.url)))).kind).toBe('unexpected-response');
});
