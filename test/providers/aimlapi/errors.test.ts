import { expect, test } from 'vitest';
import { json, startGateway } from '../../helpers/gateway-server.js';
import { failureOf } from '../gateway-calls.js';
import { aimlapiAt, readStatus, refusal, submitSomething, taskId } from './aimlapi.js';

test.each([
  [400, 'Expected string, received number', 'invalid-request'],
  [400, 'The prompt holds inappropriate content', 'moderation'],
  [422, 'Blocked by our content policy', 'moderation'],
  [429, 'Too many moderation requests', 'rate-limit'],
  [500, 'The moderation service is down', 'unavailable'],
  [401, 'Invalid API key', 'authentication'],
  [403, "You've run out of credits", 'no-credit'],
  [403, 'Forbidden', 'no-credit'],
  [404, 'Model not found', 'not-found'],
  [413, 'Too large', 'invalid-request'],
  [422, 'No', 'invalid-request'],
  [429, 'Too many requests', 'rate-limit'],
  [500, 'Model under maintenance', 'unavailable'],
  [502, 'Bad gateway', 'unavailable'],
  [503, 'Service unavailable', 'unavailable'],
  [504, 'Generation timeout', 'unavailable'],
])('%d %j is told as %s', async (status, words, kind) => {
  const gateway = await startGateway(json(status, refusal(words, status)));
  const models = aimlapiAt(gateway.url);
  expect(await failureOf(submitSomething(models))).toMatchObject({ kind, status, gateway: 'aimlapi', code: undefined });
  const failure = await failureOf(readStatus(models));
  expect(failure).toMatchObject({ kind, status, taskId });
  expect(failure.message).toBe(`aimlapi ${status} (${taskId}): ${words}`);
});

test('several things that are wrong are all told', async () => {
  const gateway = await startGateway(json(400, refusal(['duration must be 5', 'seed must be a number'], 400)));
  const { message } = await failureOf(submitSomething(aimlapiAt(gateway.url)));
  expect(message).toBe('aimlapi 400: duration must be 5; seed must be a number');
});

test.each([
  { message: 'Forbidden' },
  { message: [], statusCode: 403 },
  { message: '', statusCode: 403 },
  { error: 'no' },
])('a 403 with %j is not its own: a proxy may have said it', async (body) => {
  const gateway = await startGateway(json(403, body));
  expect((await failureOf(submitSomething(aimlapiAt(gateway.url)))).kind).toBe('unexpected-response');
});
