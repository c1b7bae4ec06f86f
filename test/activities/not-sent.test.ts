import { afterAll, beforeAll, expect, test } from 'vitest';
import { closedPort } from '../helpers/gateway-server.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { startS3, type S3Server } from '../helpers/s3.js';
import { activitiesAt, failureOf, model } from './activities.js';

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

test('an order that can’t connect to the gateway writes no record that would have to be removed', async () => {
  const asked: (string | undefined)[] = [];
  const endpoint = await startHttpProxy(() => s3.endpoint, { beforeRequest: ({ method }) => void asked.push(method) });
  const seen = { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } };
  const nobody = `http://127.0.0.1:${await closedPort()}`;
  const { id, keys, bucket, activities, environment } = activitiesAt(seen, nobody);
  const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
  const failure = await failureOf(environment.run(activities.submit.submit, order));
  expect(failure).toMatchObject({ type: 'ProviderError.not-sent', nonRetryable: false });
  expect(new Set(asked)).toEqual(new Set(['GET']));
  expect(await bucket.readText(keys.submission(id, 1))).toBeUndefined();
});
