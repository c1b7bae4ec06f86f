import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { fixture, readStatus, taskId, vtrixAt } from './vtrix.js';

const link = 'https://cdn.example.com/out.mp4';

const states: readonly (readonly [string, TaskStatus])[] = [
  ['submitted', { state: 'running', progressPercent: 0, word: 'in_progress' }],
  ['in-progress', { state: 'running', progressPercent: 40, word: 'in_progress' }],
  ['unknown-word', { state: 'running', progressPercent: undefined, word: 'Reticulating' }],
  ['completed', { state: 'succeeded', videoUrl: link, cost: { amount: '0.5', currency: 'USD', basis: 'settled' } }],
  [
    'completed-nested',
    { state: 'succeeded', videoUrl: link, cost: { amount: '1.5', currency: 'USD', basis: 'settled' } },
  ],
  [
    'completed-without-link',
    { state: 'succeeded-without-link', cost: { amount: '0.5', currency: 'USD', basis: 'settled' } },
  ],
  [
    'failed',
    {
      state: 'failed',
      class: 'provider-fault',
      code: '001026095',
      message: 'Internal generation error',
      cost: undefined,
    },
  ],
  [
    'failed-as-text',
    { state: 'failed', class: 'unclassified', code: 'no_code', message: 'some text', cost: undefined },
  ],
  [
    'failed-nested',
    { state: 'failed', class: 'unclassified', code: 'no_code', message: 'no reason given', cost: undefined },
  ],
];

test.each(states)('a status read of the recorded answer %s', async (name, status) => {
  const gateway = await startGateway(raw(200, await fixture(`${name}.json`)));
  expect(await readStatus(vtrixAt(gateway.url))).toEqual(status);
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(json(200, { status: 'in_progress' }));
  await vtrixAt(`${gateway.url}/`)['vtrix/wan26_t2v'].readStatus('task/../1');
  expect(gateway.heard).toMatchObject([
    {
      method: 'GET',
      path: '/model/v1/generation/task/task%2F..%2F1',
      headers: { authorization: `Bearer ${apiKey}` },
      body: '',
    },
  ]);
});

const running = ['in_progress', 'in_queue', 'processing', 'queued', 'pending', ''];
const succeeded = ['completed', 'complete', 'succeeded', 'success', 'done'];
const words = [
  ...running.map((word) => [word, 'running'] as const),
  ...succeeded.map((word) => [word, 'succeeded'] as const),
  ['failed', 'failed'] as const,
];

test.each(words)('the word %j means %s, on top or within, however it is written', async (word, state) => {
  const content = [{ type: 'video', url: link }];
  const error = state === 'failed' ? 'no' : undefined;
  for (const written of [word, word.toUpperCase(), ` ${word} `]) {
    const bodies = [
      { status: written, output: state === 'succeeded' ? [{ content }] : null, error },
      { output: [{ status: written, content: state === 'succeeded' ? content : null }], error },
      { output: { status: written, content: state === 'succeeded' ? content : null }, error },
    ];
    for (const body of bodies) {
      const gateway = await startGateway(json(200, { id: taskId, ...body }));
      expect((await readStatus(vtrixAt(gateway.url))).state, JSON.stringify(body)).toBe(state);
    }
  }
});

test.each([
  [{ status: 'in_progress', output: [{ status: 'done', content: [{ url: link }] }] }, 'running'],
  [{ status: 'completed', output: [{ status: 'processing', content: [{ url: link }] }] }, 'succeeded'],
  [{ status: 'failed', output: [{ status: 'done', content: [{ url: link }] }], error: 'no' }, 'failed'],
])('the word on top goes before the one within: %j', async (body, state) => {
  const gateway = await startGateway(json(200, { id: taskId, ...body }));
  expect((await readStatus(vtrixAt(gateway.url))).state).toBe(state);
});

test.each([
  [
    [
      { status: 'done', content: [{ type: 'image', url: 'https://cdn.example.com/cover.png' }] },
      { content: [{ url: link }] },
    ],
  ],
  [
    [
      { status: 'done', content: [] },
      { status: 'done', content: [{ type: 'video', url: link }] },
    ],
  ],
  [[link]],
  [link],
  [{ url: link }],
  [[7, { content: { url: link } }]],
])('the video is found wherever in the output it stands: %j', async (output) => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'completed', output }));
  expect(await readStatus(vtrixAt(gateway.url))).toMatchObject({ state: 'succeeded', videoUrl: link });
});

test.each([
  ['001026001', 'bad-input', undefined],
  ['001026002', 'bad-input', undefined],
  ['001026003', 'bad-input', undefined],
  ['001026095', 'provider-fault', undefined],
  ['001026096', 'unclassified', undefined],
  ['001026097', 'unclassified', undefined],
  ['001026098', 'unclassified', true],
  ['001026099', 'provider-fault', undefined],
  ['constructor', 'unclassified', undefined],
])('a task that failed with %s is a failure of class %s, and doubtful: %s', async (code, failureClass, doubtful) => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'failed', error: { code, message: 'no' } }));
  expect(await readStatus(vtrixAt(gateway.url))).toEqual({
    state: 'failed',
    class: failureClass,
    code,
    message: 'no',
    cost: undefined,
    ...(doubtful && { doubtful }),
  });
});

test.each([
  [{ code: 1_026_095, message: 'no' }, '1026095', 'no'],
  [{ code: null, message: 'no' }, 'no_code', 'no'],
  [{ message: 'no' }, 'no_code', 'no'],
  [{ code: '001026097' }, '001026097', 'no reason given'],
  ['', 'no_code', ''],
  [7, 'no_code', 'no reason given'],
])('a failure that is told as %j loses none of its words', async (error, code, message) => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'failed', error }));
  expect(await readStatus(vtrixAt(gateway.url))).toMatchObject({ class: expect.any(String), code, message });
});

test.each([
  ['0.50', '0.5'],
  ['0', '0'],
  ['12', '12'],
  ['0.000000001', '0.000000001'],
  ['0.1234567890123456789012345', '0.1234567890123456789012345'],
  ['9007199254740993.01', '9007199254740993.01'],
])('the cost %s is %s dollars, to the last digit', async (cost, amount) => {
  const body = { status: 'completed', output: [{ content: [{ url: link }] }], usage: { cost, discount: 0.1 } };
  const gateway = await startGateway(json(200, body));
  expect(await readStatus(vtrixAt(gateway.url))).toMatchObject({ cost: { amount, currency: 'USD', basis: 'settled' } });
});

test.each([{ cost: 'free' }, { cost: '-1' }, { cost: '' }, { cost: '1e3' }, { cost: null }, {}, null, 'none'])(
  'what is no amount is no cost: %j',
  async (usage) => {
    const body = { status: 'completed', output: [{ content: [{ url: link }] }], usage };
    const gateway = await startGateway(json(200, body));
    expect(await readStatus(vtrixAt(gateway.url))).toEqual({ state: 'succeeded', videoUrl: link, cost: undefined });
  },
);

test.each([
  [0, 0],
  [0.004, 0],
  [0.555, 56],
  [1, 100],
  [40, undefined],
  [-1, undefined],
])('a progress of %d is shown as %s percent', async (progress, progressPercent) => {
  const gateway = await startGateway(json(200, { status: 'in_progress', progress }));
  expect(await readStatus(vtrixAt(gateway.url))).toMatchObject({ progressPercent });
});

test.each([{}, { status: 7 }, { status: null, output: [] }, { output: [{ content: [] }] }, [], 'completed'])(
  '%j is no status',
  async (body) => {
    const gateway = await startGateway(json(200, body));
    expect(await failureOf(readStatus(vtrixAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
  },
);

test('a status of another task is none', async () => {
  const body = { id: 'task_of_another', status: 'completed', output: [{ content: [{ url: link }] }] };
  const gateway = await startGateway(json(200, body));
  expect(await failureOf(readStatus(vtrixAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test("the gateway's words about a failed task are kept without secrets", async () => {
  const error = `can't fetch https://s3.example.com/a.mp3?X-Amz-Signature=abc for ${apiKey}`;
  const gateway = await startGateway(json(200, { status: 'failed', error }));
  expect(await readStatus(vtrixAt(gateway.url))).toMatchObject({
    message: "can't fetch https://s3.example.com/a.mp3 for [redacted]",
  });
});

test.each([
  [{ id: taskId, model: 'wan26_t2v', created_at: 1_767_000_000 }, 'wan26_t2v', true, 1_767_000_000],
  [{ id: taskId, model: 'wan26_i2v', created_at: 1_767_000_000_000 }, 'wan26_i2v', false, 1_767_000_000],
  [{ id: taskId }, undefined, true, undefined],
])('whose task it is and when it was made is read from %j', async (body, model, isThisModel, createdAt) => {
  const gateway = await startGateway(json(200, body));
  const identified = await vtrixAt(gateway.url)['vtrix/wan26_t2v'].identifyTask(taskId);
  expect(identified).toEqual({ model, isThisModel, createdAt });
});

test.each([{ id: 'task_of_another' }, { model: 'wan26_t2v' }])('%j does not prove which task it is', async (body) => {
  const gateway = await startGateway(json(200, { status: 'completed', ...body }));
  const call = vtrixAt(gateway.url)['vtrix/wan26_t2v'].identifyTask(taskId);
  expect(await failureOf(call)).toMatchObject({ kind: 'unexpected-response' });
});

test('nobody can ask Vtrix which tasks there are, or to cancel one', () => {
  const model = vtrixAt('http://127.0.0.1:1')['vtrix/wan26_t2v'];
  expect([model.listTasks, model.findTasks, model.cancelTask]).toEqual([undefined, undefined, undefined]);
});
