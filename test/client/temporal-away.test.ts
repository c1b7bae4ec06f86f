import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { receiveCallbacks } from '../../src/callbacks/receive-callbacks.js';
import { startTemporalBackend, type TemporalBackend } from '../helpers/backends.js';
import { until } from '../helpers/until.js';
import { startInterruptibleLine } from './interruptible-line.js';

let temporal: TemporalBackend;
beforeAll(async () => {
  temporal = await startTemporalBackend();
});
afterAll(() => temporal.stop());

const secret = 'the secret of this test';

/** A receiver whose line to a real Temporal can be disturbed, and a run that nobody works on. */
async function receiving() {
  const line = await startInterruptibleLine(temporal.address);
  const connection = await Connection.connect({ address: line.address });
  onTestFinished(() => connection.close());
  const errors: unknown[] = [];
  const receiver = await receiveCallbacks(new Client({ connection }), {
    port: 0,
    secret,
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => receiver.close());
  const urls = createCallbackUrls({ publicUrl: receiver.url, secret });
  const start = () =>
    temporal.client.workflow.start('generateVideo', {
      workflowId: `ad-${randomUUID()}`,
      taskQueue: 'nobody-works-here',
    });
  const callBack = async (id: string, taskId = 'task-unified-1') => {
    const answer = await fetch(urls.urlFor({ id, n: 1 }), { method: 'POST', body: JSON.stringify({ id: taskId }) });
    return answer.status;
  };
  return { line, errors, start, callBack };
}

type Handle = Awaited<ReturnType<Awaited<ReturnType<typeof receiving>>['start']>>;

const signalsOf = async (run: Handle): Promise<number> => {
  const { events } = await run.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
};

test('while Temporal is down the gateway is asked to call again, and then reaches the run', async () => {
  const { line, errors, start, callBack } = await receiving();
  const run = await start();
  await line.cut(true);
  expect(await callBack(run.workflowId)).toBe(503);
  expect(errors).toHaveLength(1);
  expect(await signalsOf(run)).toBe(0);
  await line.cut(false);
  await until(async () => (await callBack(run.workflowId)) === 204, 'the callback to be taken');
  expect(await signalsOf(run)).toBe(1);
});

test('while Temporal is silent the gateway is answered before it gives up, and what arrived counts once', async () => {
  const { line, start, callBack } = await receiving();
  const run = await start();
  expect(await callBack(run.workflowId, 'task-unified-0')).toBe(204);
  line.stall(true);
  expect(await callBack(run.workflowId)).toBe(503);
  // Temporal has taken it, and only its answer was kept back.
  await until(async () => (await signalsOf(run)) === 2, 'the signal');
  line.stall(false);
  await until(async () => (await callBack(run.workflowId)) === 204, 'the repetition to be taken');
  // It may lie on the other side of a full minute.
  expect([2, 3]).toContain(await signalsOf(run));
});
