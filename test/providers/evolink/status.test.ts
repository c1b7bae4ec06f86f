import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, fixture, readStatus, taskId } from './evolink.js';

const link = 'https://example.com/result.mp4';

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
  const answer = await fixture(`${name}.json`);
  const { id }: { id: string } = JSON.parse(answer);
  const gateway = await startGateway(raw(200, answer));
  expect(await evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'].readStatus(id)).toEqual(status);
});

test.each([
  [{ credits_used: 25.5 }, '25.5'],
  [{ cost: { credits: 25.5, usd: 0.375 } }, '25.5'],
  [{ credits_used: null, cost: { credits: '25.5' } }, '25.5'],
  [{ credits_used: 20, cost: { credits: 25.5 } }, '20'],
  [{ credits_used: 0, cost: { credits: 25.5 } }, '0'],
  [{ credits_used: 20, cost: 'free' }, '20'],
  [{ cost: { usd: 0.375 } }, undefined],
])('what was charged is read from where it stands: %j', async (usage, amount) => {
  const gateway = await startGateway(json(200, { status: 'completed', results: [link], usage }));
  const { cost } = (await readStatus(evolinkAt(gateway.url))) as { readonly cost?: object };
  expect(cost).toEqual(amount && { amount, currency: 'EVOLINK_CREDIT', basis: 'settled' });
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(json(200, { status: 'processing' }));
  await evolinkAt(gateway.url)['evolink/wan2.6-image-to-video'].readStatus('task/../1');
  expect(gateway.heard).toMatchObject([
    { method: 'GET', path: '/v1/tasks/task%2F..%2F1', headers: { authorization: `Bearer ${apiKey}` }, body: '' },
  ]);
});

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
  { results: [{ url: link }] },
  {
    results: [
      { type: 'image', url: 'https://example.com/cover.png' },
      { type: 'video', video_url: link },
    ],
  },
  { results: ['', 'soon', ` ${link} `] },
  { results: { url: link } },
  { result: { video_url: link } },
  { result_data: [{ video_url: null }, { url: link }] },
  { video_url: link },
  { url: link },
  { video: { url: link } },
  { output: { video_url: link } },
  { output: [{ status: 'done', content: [{ type: 'video', url: link, jobId: '1' }] }] },
  { results: 7, result_data: 'none', output: null, url: link },
])('the link is found where gateways are known to put it: %j', async (body) => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'completed', ...body }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ state: 'succeeded', videoUrl: link });
});

test.each([
  { image_urls: [link], input: { video_url: link }, audio_url: link, callback_url: link, video_urls: [link] },
  { results: [{ type: 'image', url: link }] },
  { results: ['file:///etc/passwd', '/result.mp4', ''] },
  { url: Array.from({ length: 20 }).reduce((inner) => ({ url: inner }), link) },
])('what is no link to a result is none: %j', async (body) => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'completed', ...body }));
  expect((await readStatus(evolinkAt(gateway.url))).state).toBe('succeeded-without-link');
});

test.each([
  [{ status: 'finalised', results: [link] }, 'succeeded'],
  [{ status: 'Finished', progress: 100, video_url: link }, 'succeeded'],
  [{ status: 'finalised', progress: 0, results: [link] }, 'succeeded'],
  [{ status: 'done', results: [] }, 'succeeded-without-link'],
  [{ status: 'complete', results: [] }, 'succeeded-without-link'],
  [{ status: 'finalised', results: [] }, 'running'],
  [{ status: 'rendering', progress: 60, results: [link] }, 'running'],
  [{ status: 'Processing', results: [link] }, 'running'],
  [{ status: 'error', results: [link], error: { message: 'no' } }, 'running'],
])(
  'a word that nobody documents means the end only with a link, and with nothing against it: %j',
  async (body, state) => {
    const gateway = await startGateway(json(200, { id: taskId, ...body }));
    expect((await readStatus(evolinkAt(gateway.url))).state).toBe(state);
  },
);

test.each([
  [{ id: taskId }, 'is about it'],
  [{ id: ` ${taskId}` }, 'is about it'],
  [{ id: 'upstream-1', task_id: taskId }, 'is about it'],
  [{}, 'is about it'],
  [{ id: 'task-unified-of-another' }, 'is not'],
  [{ task_id: 'task-unified-of-another' }, 'is not'],
  [{ id: taskId.toUpperCase() }, 'is not'],
  [{ id: 7 }, 'is not'],
])('a status that is said to be that of %j %s', async (whose, verdict) => {
  const body = { status: 'completed', results: [link], model: 'wan2.6-text-to-video', ...whose };
  const gateway = await startGateway(json(200, body));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  if (verdict === 'is about it') {
    expect((await model.readStatus(taskId)).state).toBe('succeeded');
    return;
  }
  for (const read of [model.readStatus(taskId), model.identifyTask(taskId)]) {
    expect(await failureOf(read)).toMatchObject({ kind: 'unexpected-response', taskId });
  }
});

test.each([
  [200, { id: 'task-unified-of-another', status: 'failed', error: { code: 'service_error', message: 'theirs' } }],
  [404, { error: { code: 'task_not_found', message: 'No task task-unified-of-another', type: 'not_found_error' } }],
])('what a gateway says of another task (%i) says nothing of this one', async (status, body) => {
  const gateway = await startGateway(json(status, body));
  const failure = await failureOf(readStatus(evolinkAt(gateway.url)));
  expect(failure.kind).toBe('unexpected-response');
  expect(failure.message).toContain('names task-unified-of-another');
});

test('a gateway that denies a task by its name denies it', async () => {
  const error = { code: 'task_not_found', message: `No task ${taskId}`, type: 'not_found_error' };
  const gateway = await startGateway(json(404, { error }));
  expect((await failureOf(readStatus(evolinkAt(gateway.url)))).kind).toBe('not-found');
});

test('whose task it is says only an answer that names it', async () => {
  const body = { model: 'wan2.6-text-to-video', created: 1757169743 };
  const gateway = await startGateway(json(200, body));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  expect(await failureOf(model.identifyTask(taskId))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test('a failure whose error is a bare text is told with it', async () => {
  const gateway = await startGateway(json(200, { status: 'failed', error: 'Out of frames' }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ class: 'unclassified', message: 'Out of frames' });
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

test('a task that has expired may have been made and billed: it is nothing to try again', async () => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'expired' }));
  expect(await readStatus(evolinkAt(gateway.url))).toMatchObject({ state: 'failed', class: 'unclassified' });
});
