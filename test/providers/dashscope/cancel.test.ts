import { expect, test } from 'vitest';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { dashscopeAt, fixture, refusal, taskId } from './dashscope.js';

const cancel = (url: string, id = taskId) => dashscopeAt(url)['dashscope/wan2.6-t2v'].cancelTask!(id);

test.each([{ request_id: '25f5b0c2' }, {}, { output: { task_id: taskId, task_status: 'CANCELED' } }])(
  'a task that waits is cancelled: %j',
  async (body) => {
    const gateway = await startGateway(json(200, body));
    expect(await cancel(gateway.url, 'task/../1')).toBe('cancelled');
    expect(gateway.heard).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/tasks/task%2F..%2F1/cancel',
        headers: { authorization: `Bearer ${apiKey}` },
        body: '',
      },
    ]);
  },
);

test.each([400, 200])('a task that has begun is not cancelled any more (%d)', async (status) => {
  const gateway = await startGateway(raw(status, await fixture('cancel-too-late.json')));
  expect(await cancel(gateway.url)).toBe('too-late');
});

test.each([
  ['another refusal', json(400, refusal('No such luck.')), 'invalid-request'],
  ['an error with the status 200', json(200, refusal('No such luck.', 'InternalError')), 'unexpected-response'],
  ['a wrong key', json(401, refusal('No', 'InvalidApiKey')), 'authentication'],
  ['an unknown task', json(404, refusal('No', 'TaskNotFound')), 'not-found'],
  ['a task that is no more', json(200, { output: { task_id: taskId, task_status: 'UNKNOWN' } }), 'not-found'],
  ['too many questions', json(429, refusal('No', 'Throttling')), 'rate-limit'],
  ['an outage', json(503, refusal('No', 'InternalError')), 'unavailable'],
  ['an HTML page', raw(200, '<!doctype html>'), 'unexpected-response'],
  ['nothing', raw(200, ''), 'unexpected-response'],
] as const)('%s is neither a cancellation nor its refusal', async (_, answer, kind) => {
  const gateway = await startGateway(answer);
  expect(await failureOf(cancel(gateway.url))).toMatchObject({ kind, taskId });
});
