import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { dashscopeAt, fixture, readStatus, taskId } from './dashscope.js';

const link = 'https://dashscope-result-sh.oss-accelerate.aliyuncs.com/xxx.mp4?Expires=1';

const free = { amount: '0', currency: 'USD', basis: 'settled' } as const;

const states: readonly (readonly [string, TaskStatus])[] = [
  ['submitted', { state: 'running', progressPercent: undefined, word: 'PENDING' }],
  ['running', { state: 'running', progressPercent: undefined, word: 'RUNNING' }],
  ['unknown-word', { state: 'running', progressPercent: undefined, word: 'Reticulating' }],
  ['succeeded', { state: 'succeeded', videoUrl: link, cost: undefined, billedSeconds: '10' }],
  ['succeeded-without-link', { state: 'succeeded-without-link', cost: undefined }],
  [
    'failed',
    {
      state: 'failed',
      class: 'bad-input',
      code: 'InvalidParameter',
      message: 'The size is not match xxxxxx',
      cost: undefined,
    },
  ],
  ['cancelled', { state: 'cancelled', message: 'no reason given', cost: free }],
];

test.each(states)('a status read of the recorded answer %s', async (name, status) => {
  const gateway = await startGateway(raw(200, await fixture(`${name}.json`)));
  expect(await readStatus(dashscopeAt(gateway.url))).toEqual(status);
});

test.each([
  [{ duration: 7.35 }, '7.35'],
  [{ duration: 'ten' }, undefined],
  ['none', undefined],
])('the seconds that are billed are read from the usage %j', async (usage, billedSeconds) => {
  const output = { task_id: taskId, task_status: 'SUCCEEDED', video_url: link };
  const gateway = await startGateway(json(200, { output, usage }));
  expect(await readStatus(dashscopeAt(gateway.url))).toEqual({
    state: 'succeeded',
    videoUrl: link,
    cost: undefined,
    billedSeconds,
  });
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(json(200, { output: { task_status: 'PENDING' } }));
  await dashscopeAt(gateway.url)['dashscope/wan2.6-r2v'].readStatus('task/../1');
  expect(gateway.heard).toMatchObject([
    {
      method: 'GET',
      path: '/api/v1/tasks/task%2F..%2F1',
      headers: { authorization: `Bearer ${apiKey}` },
      body: '',
    },
  ]);
});

test.each([
  ['pending', 'running'],
  ['running', 'running'],
  ['', 'running'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
])('the word %j means %s, however it is written', async (word, state) => {
  for (const written of [word, word.toUpperCase(), ` ${word} `]) {
    const output = { task_id: taskId, task_status: written, ...(state === 'succeeded' && { video_url: link }) };
    const gateway = await startGateway(json(200, { output }));
    expect((await readStatus(dashscopeAt(gateway.url))).state, written).toBe(state);
  }
});

test.each(['UNKNOWN', 'unknown', ' Unknown '])('a task with the status %j is not there, or no more', async (word) => {
  const { output } = JSON.parse(await fixture('unknown.json')) as { output: object };
  const gateway = await startGateway(json(200, { output: { ...output, task_status: word } }));
  const { readStatus: read, identifyTask } = dashscopeAt(gateway.url)['dashscope/wan2.6-t2v'];
  for (const call of [read, identifyTask]) {
    expect(await failureOf(call(taskId))).toMatchObject({ kind: 'not-found', status: 200, code: 'UNKNOWN', taskId });
  }
});

test('that another task is not there says nothing of this one', async () => {
  const gateway = await startGateway(json(200, { output: { task_id: 'of-another', task_status: 'UNKNOWN' } }));
  expect(await failureOf(readStatus(dashscopeAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response' });
});

test.each([
  ['DataInspectionFailed', 'moderation'],
  ['IPInfringementSuspect', 'moderation'],
  ['InvalidParameter', 'bad-input'],
  ['InvalidURL', 'bad-input'],
  ['Throttling', 'quota'],
  ['Throttling.RateQuota', 'quota'],
  ['Throttling.AllocationQuota', 'quota'],
  ['InternalError', 'provider-fault'],
  ['ACodeOfTomorrow', 'unclassified'],
  ['constructor', 'unclassified'],
])('a task that failed with %s is a failure of class %s', async (code, failureClass) => {
  const output = { task_id: taskId, task_status: 'FAILED', code, message: 'no' };
  const gateway = await startGateway(json(200, { output, usage: { duration: 5 } }));
  expect(await readStatus(dashscopeAt(gateway.url))).toEqual({
    state: 'failed',
    class: failureClass,
    code,
    message: 'no',
    cost: undefined,
  });
});

test('a failed task is free only where its own usage says so', async () => {
  const output = { task_id: taskId, task_status: 'FAILED', code: 'InternalError' };
  const gateway = await startGateway(json(200, { output, usage: { duration: 0 } }));
  expect(await readStatus(dashscopeAt(gateway.url))).toMatchObject({ state: 'failed', cost: free });
});

test.each([
  [{}, 'no_code', 'no reason given'],
  [{ code: null, message: 'no' }, 'no_code', 'no'],
  [{ code: 'InternalError' }, 'InternalError', 'no reason given'],
])('a failure with no more than %j is one, too', async (told, code, message) => {
  const gateway = await startGateway(json(200, { output: { task_id: taskId, task_status: 'FAILED', ...told } }));
  expect(await readStatus(dashscopeAt(gateway.url))).toMatchObject({ state: 'failed', code, message });
});

test.each([{}, { output: null }, { output: { task_id: taskId } }, { output: { task_status: 7 } }, [], 'SUCCEEDED'])(
  '%j is no status',
  async (body) => {
    const gateway = await startGateway(json(200, body));
    expect(await failureOf(readStatus(dashscopeAt(gateway.url)))).toMatchObject({
      kind: 'unexpected-response',
      taskId,
    });
  },
);

test('a status of another task is none', async () => {
  const gateway = await startGateway(
    json(200, { output: { task_id: 'of-another', task_status: 'SUCCEEDED', video_url: link } }),
  );
  expect(await failureOf(readStatus(dashscopeAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test("the gateway's words about a failed task are kept without secrets", async () => {
  const message = `can't fetch https://s3.example.com/a.mp3?X-Amz-Signature=abc for ${apiKey}`;
  const gateway = await startGateway(
    json(200, { output: { task_id: taskId, task_status: 'FAILED', code: 'InvalidURL', message } }),
  );
  expect(await readStatus(dashscopeAt(gateway.url))).toMatchObject({
    message: "can't fetch https://s3.example.com/a.mp3 for [redacted]",
  });
});

test('a task is known by its id: DashScope does not tell its model', async () => {
  const gateway = await startGateway(raw(200, await fixture('running.json')));
  expect(await dashscopeAt(gateway.url)['dashscope/wan2.6-i2v'].identifyTask(taskId)).toMatchObject({
    model: undefined,
    isThisModel: true,
  });
});

test.each([
  ['Beijing', 8],
  ['UTC', 0],
])('the time of a task of a minute ago is understood, whether it is written as in %s', async (_, hoursAhead) => {
  const createdAt = Math.floor(Date.now() / 1000) - 60;
  const written = new Date((createdAt + hoursAhead * 3600) * 1000).toISOString().replace('T', ' ').replace('Z', '');
  const output = { task_id: taskId, task_status: 'RUNNING', submit_time: written };
  const gateway = await startGateway(json(200, { output }));
  const seen = await dashscopeAt(gateway.url)['dashscope/wan2.6-t2v'].identifyTask(taskId);
  expect(seen.createdAt).toBe(createdAt);
});

test.each([
  [{ task_id: taskId, task_status: 'PENDING' }],
  [{ task_id: taskId, task_status: 'PENDING', submit_time: 'yesterday' }],
  [{ task_id: taskId, task_status: 'PENDING', submit_time: 7 }],
])('a task whose time nobody can read has none: %j', async (output) => {
  const gateway = await startGateway(json(200, { output }));
  const { createdAt } = await dashscopeAt(gateway.url)['dashscope/wan2.6-t2v'].identifyTask(taskId);
  expect(createdAt).toBeUndefined();
});

test.each([{ task_id: 'of-another' }, {}])('%j does not prove which task it is', async (told) => {
  const gateway = await startGateway(json(200, { output: { task_status: 'PENDING', ...told } }));
  const call = dashscopeAt(gateway.url)['dashscope/wan2.6-t2v'].identifyTask(taskId);
  expect(await failureOf(call)).toMatchObject({ kind: 'unexpected-response' });
});
