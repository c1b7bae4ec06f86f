import { expect, test } from 'vitest';
import type { TaskStatus } from '../../../src/domain/task.js';
import { json, raw, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, failureOf } from '../gateway-calls.js';
import { fixture, lumenAt, readStatus, taskId } from './lumen.js';

const videoUrl = 'https://cdn.lumen.example/lum_4k2v9c0q7x1m.mp4';
const taken = (amount: string) => ({ amount, currency: 'USD', basis: 'settled' }) as const;

const states: readonly (readonly [string, TaskStatus])[] = [
  ['submitted', { state: 'running', progressPercent: 0, word: 'waiting' }],
  ['drawing', { state: 'running', progressPercent: 40, word: 'drawing' }],
  ['drawn', { state: 'succeeded', videoUrl, cost: taken('0.4') }],
  [
    'broken',
    {
      state: 'failed',
      class: 'provider-fault',
      code: 'engine_down',
      message: 'The engine went away.',
      cost: taken('0'),
    },
  ],
];

test.each(states)('a status read of the recorded answer %s', async (name, status) => {
  const gateway = await startGateway(raw(200, await fixture(`${name}.json`)));
  expect(await readStatus(lumenAt(gateway.url))).toEqual(status);
});

test('a status read asks for the task, with the key', async () => {
  const gateway = await startGateway(json(200, { phase: 'waiting' }));
  await lumenAt(`${gateway.url}/`)['lumen/dream-1'].readStatus('task/../1');
  expect(gateway.heard).toMatchObject([
    { method: 'GET', path: '/renders/task%2F..%2F1', headers: { authorization: `Bearer ${apiKey}` }, body: '' },
  ]);
});

test.each([
  ['drawn', 'succeeded-without-link'],
  [' DRAWN ', 'succeeded-without-link'],
  ['Broken', 'failed'],
  ['painting', 'running'],
])('the word %j means %s', async (phase, state) => {
  const gateway = await startGateway(json(200, { id: taskId, phase }));
  expect((await readStatus(lumenAt(gateway.url))).state).toBe(state);
});

test.each([{}, { phase: 7 }, { id: 'lum_of_another', phase: 'drawn' }, [], 'drawn'])(
  '%j is no status',
  async (body) => {
    const gateway = await startGateway(json(200, body));
    expect(await failureOf(readStatus(lumenAt(gateway.url)))).toMatchObject({ kind: 'unexpected-response', taskId });
  },
);

test('a task tells its model and when it was asked for', async () => {
  const gateway = await startGateway(raw(200, await fixture('drawing.json')));
  expect(await lumenAt(gateway.url)['lumen/dream-1'].identifyTask(taskId)).toEqual({
    model: 'dream-1',
    isThisModel: true,
    createdAt: 1_767_000_000,
  });
});
