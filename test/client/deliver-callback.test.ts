import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { createReceiver } from '../../src/callbacks/receiver.js';
import { deliverCallback } from '../../src/client/deliver-callback.js';
import { startTemporalBackend, type TemporalBackend } from '../helpers/backends.js';

let temporal: TemporalBackend;
beforeAll(async () => {
  temporal = await startTemporalBackend();
});
afterAll(() => temporal.stop());

const urls = createCallbackUrls({ publicUrl: 'https://videos.example.com', secret: 'the secret of this test' });

/** What a gateway is answered that calls back for `id`. */
async function callBack(client: Client, id: string): Promise<number> {
  const receive = createReceiver({
    urls,
    deliver: (callback) => deliverCallback(client, callback),
  });
  const body = JSON.stringify({ id: 'task-unified-1' });
  const response = await receive(new Request(urls.urlFor({ id, n: 1 }), { method: 'POST', body }));
  return response.status;
}

test('a callback for a namespace that does not exist is not taken, so the gateway calls again', async () => {
  const lost = new Client({ connection: temporal.client.connection, namespace: 'nowhere' });
  await expect(deliverCallback(lost, { id: 'ad-42', n: 1, taskId: undefined })).rejects.toThrow(/nowhere/);
  expect(await callBack(lost, 'ad-42')).toBe(503);
});

test.each(['ad', 'namespace', 'namespace-is-not-found', 'Namespace.default.not-found'])(
  'a callback for the unknown or closed run %s is taken, and says that nobody hears it',
  async (name) => {
    const id = `${name}-${randomUUID()}`;
    const { client } = temporal;
    const deliver = (taskId: string) => deliverCallback(client, { id, n: 1, taskId });
    expect(await deliver('task-1')).toBe('run-closed');

    const run = await client.workflow.start('generateVideo', { workflowId: id, taskQueue: 'nobody-works-here' });
    expect(await deliver('task-2')).toBe('delivered');
    await run.terminate();
    expect(await deliver('task-3')).toBe('run-closed');
    expect(await callBack(client, id)).toBe(204);
  },
);
