import { expect, test } from 'vitest';
import { closedPort, json, startGateway, startSocket } from '../helpers/gateway-server.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { until } from '../helpers/until.js';
import { activitiesAt, failureOf, model } from './activities.js';

useS3();

test('an order that can’t connect to the gateway writes no record that would have to be removed', async () => {
  const written: (string | undefined)[] = [];
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest: ({ method, url }) => void (method === 'GET' || written.push(url)),
  });
  const seen = { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } };
  const nobody = `http://127.0.0.1:${await closedPort()}`;
  const { id, keys, bucket, activities, environment } = activitiesAt(seen, nobody);
  const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
  const failure = await failureOf(environment.run(activities.submit.submit, order));
  expect(failure).toMatchObject({ type: 'ProviderError.not-sent', nonRetryable: false });
  // That the gateway was away is kept for the others' sake.
  expect(written).toEqual([expect.stringContaining('/outage/')]);
  expect(await bucket.readText(keys.submission(id, 1))).toBeUndefined();
});

test.for([
  ['breaks the connection', undefined],
  ['answers without a request', 'HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'],
] as const)(
  'an order whose gateway %s while the bucket is slow leaves no record, and can be sent later',
  async ([, answer]) => {
    const slow = gate();
    const marked = gate();
    const endpoint = await startHttpProxy(() => s3.endpoint, {
      async beforeRequest({ method, url }) {
        if (method !== 'PUT' || !url?.includes('/open/')) return;
        marked.open();
        await slow.opened;
      },
    });
    const impatient = await startSocket((socket) => void marked.opened.then(() => socket.end(answer ?? '')));
    const prefix = `slow-${String(answer).length}`;
    const seen = { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } };
    const there = activitiesAt(seen, `http://127.0.0.1:${impatient.port}`, { prefix });
    const { id, keys, bucket, activities, environment } = there;
    const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
    const failure = await failureOf(environment.run(activities.submit.submit, order));
    expect(failure).toMatchObject({ type: 'ProviderError.not-sent', nonRetryable: false });
    expect(impatient.bytes().byteLength).toBe(0);

    slow.open();
    const marks = keys.openMarks({ gateway: 'evolink', account: 'default' });
    await until(async () => {
      for await (const { key } of bucket.list(marks)) if (key.length > 0) return true;
      return false;
    }, 'the late mark');
    const gateway = await startGateway(json(200, { id: 'task-unified-1', status: 'pending' }));
    const later = activitiesAt(s3, gateway.url, { id, prefix });
    const verdict = await later.environment.run(later.activities.submit.submit, order);
    expect(verdict).toMatchObject({ verdict: { state: 'accepted' } });
  },
);
