import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { failureOf } from '../gateway-calls.js';
import { dashscopeAt, fixture, readStatus, refusal, submitSomething, taskId } from './dashscope.js';

const refused = [
  [400, 'InvalidParameter', 'invalid-request'],
  [400, 'InvalidURL', 'invalid-request'],
  [400, 'UnsupportedOperation', 'invalid-request'],
  [400, 'DataInspectionFailed', 'moderation'],
  [400, 'IPInfringementSuspect', 'moderation'],
  [400, 'Arrearage', 'no-credit'],
  [400, 'constructor', 'invalid-request'],
  [401, 'InvalidApiKey', 'authentication'],
  [403, 'InvalidApiKey', 'authentication'],
  [403, 'AccessDenied', 'permission'],
  [404, 'ModelNotFound', 'not-found'],
  [429, 'Throttling', 'rate-limit'],
  [429, 'Throttling.RateQuota', 'rate-limit'],
  [429, 'Throttling.AllocationQuota', 'rate-limit'],
] as const;

test.each(refused)('%d %s is told as %s', async (status, code, kind) => {
  const gateway = await startGateway(json(status, refusal('No such luck.', code)));
  const models = dashscopeAt(gateway.url);
  expect(await failureOf(submitSomething(models))).toMatchObject({ kind, status, code, gateway: 'dashscope' });
  const failure = await failureOf(readStatus(models));
  expect(failure).toMatchObject({ kind, status, code, taskId });
  expect(failure.message).toBe(`dashscope ${status} (${taskId}): No such luck.`);
});

test.each([
  [200, 'DataInspectionFailed', 'unexpected-response'],
  [500, 'InternalError', 'unavailable'],
  [500, 'DataInspectionFailed', 'unavailable'],
  [503, 'Arrearage', 'unavailable'],
])('%d %s is no refusal of an order, but %s', async (status, code, kind) => {
  const gateway = await startGateway(json(status, refusal('No such luck.', code)));
  expect(await failureOf(submitSomething(dashscopeAt(gateway.url)))).toMatchObject({ kind, status, code });
});

test('the recorded refusal of a key', async () => {
  const gateway = await startGateway(raw(401, await fixture('invalid-key.json')));
  const failure = await failureOf(submitSomething(dashscopeAt(gateway.url)));
  expect(failure).toMatchObject({ kind: 'authentication', code: 'InvalidApiKey' });
  expect(failure.message).toBe('dashscope 401: No API-key provided.');
});

test('a refusal without words is told by its code', async () => {
  const gateway = await startGateway(json(400, { code: 'InvalidParameter', request_id: '7438d53d' }));
  const { message } = await failureOf(submitSomething(dashscopeAt(gateway.url)));
  expect(message).toBe('dashscope 400: InvalidParameter');
});

test.each([{ message: 'Forbidden' }, { code: '', message: 'no' }, { code: 403, message: 'no' }, { error: 'no' }])(
  'a 403 with %j is not its own: a proxy may have said it',
  async (body) => {
    const gateway = await startGateway(json(403, body));
    expect((await failureOf(submitSomething(dashscopeAt(gateway.url)))).kind).toBe('unexpected-response');
  },
);
