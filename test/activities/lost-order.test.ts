import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { FindOrder } from '../../src/activities/find-submission.js';
import type { UnknownSubmission } from '../../src/domain/submission.js';
import type { AcceptanceRecord } from '../../src/ledger/records.js';
import { wireKey } from '../../src/ledger/wire-key.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { acceptedBefore, activitiesAt, failureOf, model } from './activities.js';

useS3();

const taskId = 'task-unified-of-another';
const lists = json(200, {
  data: [{ id: taskId, model: 'wan2.6-text-to-video', created_at: Math.floor(Date.now() / 1000) }],
  total: 1,
});

/** An order of unknown outcome on an account that lists a task of its time, and another order on the same account. */
async function lostOrder(beforeListing: () => Promise<unknown>) {
  const gateway = await startGateway((outgoing: ServerResponse, incoming) => {
    void beforeListing().then(() => lists(outgoing, incoming));
  });
  // A bucket's marks are those of all orders of the account, so this account has a prefix of its own.
  const here = activitiesAt(s3, gateway.url, { exclusive: true, prefix: `films-${randomUUID()}` });
  const at = new Date().toISOString();
  const unknown: UnknownSubmission = {
    state: 'unknown',
    n: 1,
    wireKey: wireKey({ bucket: here.bucket.name, prefix: here.prefix, id: here.id, n: 1 }),
    since: at,
    typicalSeconds: 600,
    reason: 'its answer was lost',
  };
  const rival = { schema: 1, nonce: randomUUID(), id: `rival-${randomUUID()}`, n: 1, model, at } as const;
  const look = (more: Partial<FindOrder> = {}) =>
    here.environment.run(here.activities.read.findSubmission, {
      model,
      unknown,
      untilQuarantine: true,
      candidates: [],
      ...more,
    });
  return { ...here, gateway, unknown, rival, look };
}

const acceptance = (): AcceptanceRecord => {
  const { task, acceptedAt, expectedSeconds, typicalSeconds, callbackExpected, cost } = acceptedBefore(0);
  return { schema: 1, task: { ...task, taskId }, acceptedAt, expectedSeconds, typicalSeconds, callbackExpected, cost };
};

test('a task that was ordered while the gateway was asked for its list is not taken for the lost order', async () => {
  const payer = { gateway: 'evolink', account: 'default' } as const;
  const { marks, rival, look } = await lostOrder(async () => marks.set(payer, rival));
  expect(await failureOf(look())).toMatchObject({ type: 'NotYet', message: 'no trace of the submission' });
});

test('a task whose owner was stopped before it could claim it is not taken for the lost order', async () => {
  const { marks, ledger, rival, look } = await lostOrder(async () => {});
  await marks.set(acceptance().task, rival);
  await ledger.accept(rival.id, rival.n, acceptance());
  expect(await failureOf(look())).toMatchObject({ type: 'NotYet', message: 'no trace of the submission' });
  expect(await ledger.claimOf(acceptance().task)).toMatchObject({ id: rival.id });
});

test('an end that stands in the ledger is not undone by a word that comes after it', async () => {
  const { id, ledger, activities, environment, unknown } = await lostOrder(async () => {});
  const close = () =>
    environment.run(activities.read.closeSubmission, { unknown, closure: { as: 'superseded' } as const });
  await close();
  await ledger.accept(id, 1, acceptance());
  expect(await close()).toMatchObject({ state: 'closed', closure: { as: 'superseded' } });
});

/** An order at AI/ML API whose answer was lost, and that its log knows. */
async function loggedOrder(daysAgo: number) {
  const gateway = await startGateway((outgoing, incoming) => {
    const isLog = incoming.url?.startsWith('/v2/logs') === true;
    const log = { data: [{ client_request_id: key, inference_id: 'gen-1' }] };
    const task = { id: 'gen-1', status: 'completed', video: { url: 'https://cdn.example.com/1.mp4' } };
    json(200, isLog ? log : task)(outgoing, incoming);
  });
  const { id, bucket, prefix, environment, activities } = activitiesAt(s3, gateway.url);
  const key = wireKey({ bucket: bucket.name, prefix, id, n: 1 });
  const since = new Date(Date.now() - daysAgo * 24 * 3_600_000).toISOString();
  const unknown: UnknownSubmission = {
    state: 'unknown',
    n: 1,
    wireKey: key,
    since,
    typicalSeconds: 600,
    reason: 'its answer was lost',
  };
  const order = { model: 'aimlapi/wan-2-6-t2v', unknown, untilQuarantine: false, candidates: [] } as const;
  return { gateway, look: () => environment.run(activities.read.findSubmission, order) };
}

test('an order of days ago is still found in a log that remembers it for longer than its task', async () => {
  const { look } = await loggedOrder(3);
  expect(await look()).toMatchObject({ state: 'accepted', by: 'list', task: { gateway: 'aimlapi', taskId: 'gen-1' } });
});

test('a log is not asked for longer than it answers for', async () => {
  const { look, gateway } = await loggedOrder(92);
  expect(await failureOf(look())).toMatchObject({ type: 'NotYet', nextRetryDelay: 3_600_000 });
  expect(gateway.heard).toEqual([]);
});

test('of an order that its gateway keeps no more only the ledger is asked, once an hour', async () => {
  const { id, ledger, gateway, unknown: order, look } = await lostOrder(async () => {});
  const unknown = { ...order, since: new Date(Date.now() - 25 * 3_600_000).toISOString(), named: [taskId] };
  const failure = await failureOf(look({ unknown, untilQuarantine: false }));
  expect(failure).toMatchObject({ type: 'NotYet', nextRetryDelay: 3_600_000 });
  expect(await look({ unknown })).toEqual({ state: 'unresolved', candidates: [], rivals: 0 });
  await ledger.accept(id, 1, acceptance());
  expect(await look({ unknown, untilQuarantine: false })).toMatchObject({ state: 'accepted', task: { taskId } });
  expect(gateway.heard).toEqual([]);
});
