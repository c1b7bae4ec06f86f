import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { aimlapiAt, fixture, readStatus, taskId } from './aimlapi.js';

const link = 'https://cdn.aimlapi.com/out.mp4';

const states: readonly (readonly [string, TaskStatus])[] = [
  ['submitted', { state: 'running', progressPercent: undefined, word: 'queued' }],
  ['in-progress', { state: 'running', progressPercent: undefined, word: 'generating' }],
  ['unknown-word', { state: 'running', progressPercent: undefined, word: 'Reticulating' }],
  ['completed', { state: 'succeeded', videoUrl: `${link}?Expires=1&OSSAccessKeyId=2&Signature=3`, cost: undefined }],
  [
    'completed-with-usage',
    { state: 'succeeded', videoUrl: link, cost: { amount: '1.575', currency: 'USD', basis: 'settled' } },
  ],
  ['completed-without-link', { state: 'succeeded-without-link', cost: undefined }],
  [
    'failed',
    {
      state: 'failed',
      class: 'unclassified',
      code: 'GenerationError',
      message: 'The provider gave up',
      cost: undefined,
    },
  ],
  [
    'failed-moderation',
    {
      state: 'failed',
      class: 'moderation',
      code: 'BadRequest',
      message: 'Output data may contain inappropriate content.',
      cost: undefined,
    },
  ],
  [
    'failed-without-reason',
    { state: 'failed', class: 'unclassified', code: 'no_code', message: 'no reason given', cost: undefined },
  ],
];

test.each(states)('a status read of the recorded answer %s', async (name, status) => {
  const gateway = await startGateway(raw(200, await fixture(`${name}.json`)));
  expect(await readStatus(aimlapiAt(gateway.url))).toEqual(status);
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(json(200, { status: 'queued' }));
  await aimlapiAt(`${gateway.url}/`)['aimlapi/wan-2-6-t2v'].readStatus('a/../b&c=1');
  expect(gateway.heard).toMatchObject([
    {
      method: 'GET',
      path: '/v2/video/generations?generation_id=a%2F..%2Fb%26c%3D1',
      headers: { authorization: `Bearer ${apiKey}` },
      body: '',
    },
  ]);
});

const running = ['queued', 'generating', 'processing', 'waiting', 'pending', 'in_progress', ''];
const words = [
  ...running.map((word) => [word, 'running'] as const),
  ...['completed', 'complete', 'succeeded', 'success', 'done'].map((word) => [word, 'succeeded'] as const),
  ...['error', 'failed'].map((word) => [word, 'failed'] as const),
];

test.each(words)('the word %j means %s, however it is written', async (word, state) => {
  for (const status of [word, word.toUpperCase(), ` ${word} `]) {
    const video = state === 'succeeded' ? { url: link } : null;
    const gateway = await startGateway(json(200, { id: taskId, status, video }));
    expect((await readStatus(aimlapiAt(gateway.url))).state, status).toBe(state);
  }
});

test.each([
  ['Inappropriate content detected', 'moderation'],
  ['Blocked by our content policy', 'moderation'],
  ['Failed moderation', 'moderation'],
  ['Rate limit of the provider', 'unclassified'],
  ['timeout', 'unclassified'],
])('a task that failed with the words %j is a failure of class %s', async (message, failureClass) => {
  for (const error of [message, { name: 'Error', message }, { message }]) {
    const gateway = await startGateway(json(200, { id: taskId, status: 'error', error }));
    expect(await readStatus(aimlapiAt(gateway.url))).toMatchObject({ state: 'failed', class: failureClass, message });
  }
});

test('a name that is none costs a failure none of its words', async () => {
  const gateway = await startGateway(json(200, { id: taskId, status: 'error', error: { name: 7, message: 'no' } }));
  expect(await readStatus(aimlapiAt(gateway.url))).toMatchObject({ state: 'failed', code: '7', message: 'no' });
});

test.each([
  [{ credits_used: 1 }, '0.0000005'],
  [{ credits_used: 9_007_199_254_740_991 }, '4503599627.3704955'],
  [{ usd_spent: 1.575 }, '1.575'],
])('%j are settled as %s dollars, to the last digit', async (usage, amount) => {
  const gateway = await startGateway(json(200, { status: 'completed', video: { url: link }, meta: { usage } }));
  expect(await readStatus(aimlapiAt(gateway.url))).toMatchObject({
    cost: { amount, currency: 'USD', basis: 'settled' },
  });
});

test.each(['0.1', '1.575', '0.12345678901234567891', '12345678901234567890.5'])(
  'an amount that is written as %s has all its digits',
  async (written) => {
    const body = `{"status":"completed","video":{"url":"${link}"},"meta":{"usage":{"usd_spent":${written}}}}`;
    const gateway = await startGateway(raw(200, body));
    expect(await readStatus(aimlapiAt(gateway.url))).toMatchObject({ cost: { amount: written, basis: 'settled' } });
  },
);

test.each([{}, { status: 7 }, { status: null }, [], 'completed'])('%j is no status', async (body) => {
  const gateway = await startGateway(json(200, body));
  expect(await failureOf(readStatus(aimlapiAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test('a status of another task is none', async () => {
  const gateway = await startGateway(json(200, { id: 'of-another', status: 'completed', video: { url: link } }));
  expect(await failureOf(readStatus(aimlapiAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
});

test("the gateway's words about a failed task are kept without secrets", async () => {
  const error = { name: apiKey, message: `can't fetch https://s3.example.com/a.mp3?X-Amz-Signature=abc for ${apiKey}` };
  const gateway = await startGateway(json(200, { status: 'error', error }));
  expect(await readStatus(aimlapiAt(gateway.url))).toMatchObject({
    code: '[redacted]',
    message: "can't fetch https://s3.example.com/a.mp3 for [redacted]",
  });
});

test('a task is known by its id alone: AI/ML API tells neither its model nor its time', async () => {
  const gateway = await startGateway(raw(200, await fixture('in-progress.json')));
  const model = aimlapiAt(gateway.url, { model: 'alibaba/wan2.6-t2v' })['aimlapi/wan-2-6-t2v'];
  expect(await model.identifyTask(taskId)).toEqual({ model: undefined, isThisModel: true, createdAt: undefined });
});

test.each([{ id: 'of-another', status: 'queued' }, { status: 'queued' }, { id: taskId }])(
  '%j does not prove which task it is',
  async (body) => {
    const gateway = await startGateway(json(200, body));
    const call = aimlapiAt(gateway.url)['aimlapi/wan-2-6-t2v'].identifyTask(taskId);
    expect(await failureOf(call)).toMatchObject({ kind: 'unexpected-response' });
  },
);
