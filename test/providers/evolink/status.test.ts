import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, fixture, readStatus, taskId } from './evolink.js';

const states: readonly (readonly [string, TaskStatus])[] = [
  ['submitted', { state: 'running', progressPercent: 0, word: 'pending' }],
  ['in-progress', { state: 'running', progressPercent: 45, word: 'processing' }],
  ['unknown-word', { state: 'running', progressPercent: undefined, word: 'Reticulating' }],
  ['completed', { state: 'succeeded', videoUrl: 'https://example.com/result.mp4', cost: undefined }],
  [
    'completed-result-data',
    {
      state: 'succeeded',
      videoUrl: 'http://example.com/result.mp4',
      cost: { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'settled' },
    },
  ],
  ['completed-without-link', { state: 'succeeded-without-link', cost: undefined }],
  [
    'failed',
    {
      state: 'failed',
      class: 'moderation',
      code: 'content_policy_violation',
      message: 'Content policy violation.\nYour request was blocked by safety filters...',
      cost: undefined,
    },
  ],
  [
    'failed-without-reason',
    { state: 'failed', class: 'unclassified', code: 'no_code', message: 'no reason given', cost: undefined },
  ],
  ['cancelled', { state: 'cancelled', message: 'no reason given', cost: undefined }],
  ['cancelled-as-failure', { state: 'cancelled', message: 'Request cancelled', cost: undefined }],
];

test.each(states)('a status read of the recorded answer %s', async (name, status) => {
  const gateway = await startGateway(raw(200, await fixture(`${name}.json`)));
  expect(await readStatus(evolinkAt(gateway.url))).toEqual(status);
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(raw(200, await fixture('in-progress.json')));
  await evolinkAt(gateway.url)['evolink/wan2.6-image-to-video'].readStatus('task/../1');
  expect(gateway.heard).toMatchObject([
    { method: 'GET', path: '/v1/tasks/task%2F..%2F1', headers: { authorization: `Bearer ${apiKey}` }, body: '' },
  ]);
});

const link = 'https://example.com/result.mp4';

test.each([
  [{ status: ' Completed ', results: [link] }, 'succeeded'],
  [{ status: 'succeeded', results: [link] }, 'succeeded'],
  [{ status: 'SUCCESS', results: [link] }, 'succeeded'],
  [{ status: 'completed', results: [''], result_data: [{ video_url: link }] }, 'succeeded'],
  [{ status: 'completed', results: [7], result_data: [{ video_url: link }] }, 'succeeded'],
  [{ status: 'completed', results: null, result_data: 'none' }, 'succeeded-without-link'],
  [{ status: 'completed' }, 'succeeded-without-link'],
  [{ status: 'canceled' }, 'cancelled'],
  [{ status: 'expired' }, 'failed'],
  [{ status: 'queued', progress: -3 }, 'running'],
  [{ status: '' }, 'running'],
])('EvoLink and its synonyms are read tolerantly: %j', async (body, state) => {
  const gateway = await startGateway(json(200, body));
  expect((await readStatus(evolinkAt(gateway.url))).state).toBe(state);
});

test.each([
  ['invalid_parameters', 'bad-input'],
  ['image_processing_error', 'bad-input'],
  ['image_dimension_mismatch', 'bad-input'],
  ['quota_exceeded', 'quota'],
  ['resource_exhausted', 'quota'],
  ['generation_failed_no_content', 'provider-fault'],
  ['service_error', 'provider-fault'],
  ['generation_timeout', 'provider-fault'],
  ['service_unavailable', 'provider-fault'],
  ['resource_not_found', 'provider-fault'],
  ['unknown_error', 'provider-fault'],
  ['upstream_error', 'provider-fault'],
  ['model_unavailable', 'provider-fault'],
  ['a_code_of_tomorrow', 'unclassified'],
  [1234, 'unclassified'],
])('a task that failed with %s is a failure of class %s', async (code, failureClass) => {
  const gateway = await startGateway(json(200, { status: 'failed', error: { code, message: 'no' } }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ class: failureClass, code: String(code) });
});

test("the gateway's words about a failed task are kept without secrets", async () => {
  const message = `can't fetch https://s3.example.com/a.png?X-Amz-Signature=abc for ${apiKey}`;
  const gateway = await startGateway(json(200, { status: 'failed', error: { code: 'invalid_parameters', message } }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({
    message: "can't fetch https://s3.example.com/a.png for [redacted]",
  });
});

test.each([{}, { status: 7 }, { status: null }, [], 'completed'])('%j is no status', async (body) => {
  const gateway = await startGateway(json(200, body));
  expect(await failureOf(readStatus(evolinkAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test('whose task it is and when it was made is read from the gateway', async () => {
  const gateway = await startGateway(raw(200, await fixture('in-progress.json')));
  const models = evolinkAt(gateway.url);
  const identified = [
    await models['evolink/wan2.6-text-to-video'].identifyTask(taskId),
    await models['evolink/wan2.6-image-to-video'].identifyTask(taskId),
  ];
  expect(identified).toEqual([
    { isThisModel: true, model: 'wan2.6-text-to-video', createdAt: 1757169743 },
    { isThisModel: false, model: 'wan2.6-text-to-video', createdAt: 1757169743 },
  ]);
});
