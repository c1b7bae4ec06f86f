import { expect, test } from 'vitest';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import { outrankedBy } from '../../src/activities/keep-claim.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { acceptedBefore, activitiesAt, model } from './activities.js';

useS3();

const task = { id: 'task-unified-1', status: 'pending' };
const order = {
  request: { model, prompt: 'A cat playing piano' },
  options: { whenUnknown: { ask: '1h', then: 'resubmit', maxRisk: '90 EVOLINK_CREDIT' } },
  n: 1,
};
const submitAt = ({ activities, environment }: ReturnType<typeof activitiesAt>, given: SubmitOrder = order) =>
  environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(activities.submit.submit, given);

test('an order that was taken stays so on a worker that knows no price for it and would refuse it', async () => {
  const gateway = await startGateway(json(200, task));
  const here = activitiesAt(s3, gateway.url);
  expect(await submitAt(here)).toMatchObject({ verdict: { state: 'accepted' } });
  const there = activitiesAt(s3, gateway.url, { id: here.id, prices: {} });
  const again = await submitAt(there);
  expect(again).toMatchObject({ verdict: { state: 'accepted', task: { taskId: task.id } } });
  expect(again.policy.whenUnknown).toMatchObject({ askSeconds: 3600, then: 'resubmit' });

  const fresh = activitiesAt(s3, gateway.url, { prices: {} });
  await expect(submitAt(fresh)).rejects.toMatchObject({ type: 'INVALID_REQUEST' });
  expect(gateway.heard).toHaveLength(1);
});

test('an order that is known to have been sent is looked for, and never sent, when its records are gone', async () => {
  const gateway = await startGateway(json(200, task));
  const here = activitiesAt(s3, gateway.url);
  await submitAt(here);
  await here.bucket.delete(here.keys.submission(here.id, 1));
  await here.bucket.delete(here.keys.acceptance(here.id, 1));
  const { verdict } = await submitAt(here, { ...order, wasSent: true });
  expect(verdict).toMatchObject({ state: 'unknown', reason: expect.stringContaining('its record is gone') });
  expect(gateway.heard).toHaveLength(1);
});

test('an adopted task is not gone on with while a stronger word is about to take its place', async () => {
  const { ledger, id } = activitiesAt(s3, 'http://127.0.0.1:9', { prefix: 'adopted' });
  const adopted = { ...acceptedBefore(10), by: 'person' } as const;
  const { task: listed, acceptedAt, expectedSeconds, typicalSeconds, callbackExpected, cost } = adopted;
  const record = { schema: 1, by: 'person', task: listed, acceptedAt, expectedSeconds, typicalSeconds } as const;
  await ledger.accept(id, 1, { ...record, callbackExpected, cost });
  expect(await outrankedBy({ ledger }, id, adopted)).toBeUndefined();
  await ledger.disown(id, 1, listed);
  expect(await outrankedBy({ ledger }, id, adopted)).toBe('not-ours');
});

test('an order of a model that this worker does not know is left to one that does', async () => {
  const gateway = await startGateway(json(200, task));
  const here = activitiesAt(s3, gateway.url);
  const given = { ...order, request: { ...order.request, model: 'evolink/wan2.7-text-to-video' } };
  await expect(submitAt(here, given)).rejects.toMatchObject({ type: 'NotConfigured', nonRetryable: false });
  expect(gateway.heard).toHaveLength(0);
});
