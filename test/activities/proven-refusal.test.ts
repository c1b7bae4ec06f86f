import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import type { UnknownSubmission } from '../../src/domain/submission.js';
import type { SubmissionRecord } from '../../src/ledger/records.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { submissionRecord } from '../helpers/submission-record.js';
import { until } from '../helpers/until.js';
import { activitiesAt, failureOf, model } from './activities.js';

useS3();

const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
const rateLimit = { error: { code: 429, message: 'slow down', type: 'rate_limit_error' } };

/** A gateway whose refusal comes when the test says so, and lists no task. */
async function slowRefusal() {
  const refuse = gate();
  const gateway = await startGateway((outgoing, incoming) => {
    const answer = incoming.method === 'POST' ? json(429, rateLimit) : json(200, { data: [], total: 0 });
    void (incoming.method === 'POST' ? refuse.opened : Promise.resolve()).then(() => answer(outgoing, incoming));
  });
  return { gateway, refuse: refuse.open };
}

test('an order that was refused after its attempt had timed out is no unknown outcome', async () => {
  const { gateway, refuse } = await slowRefusal();
  const { activities, environment } = activitiesAt(s3, gateway.url);
  const submit = () =>
    environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(activities.submit.submit, order);
  const timedOut = failureOf(submit());
  await until(() => gateway.heard.length > 0, 'the order');
  const { verdict } = await submit();
  expect(verdict.state).toBe('unknown');

  const look = () =>
    environment.run(activities.read.findSubmission, {
      model,
      unknown: verdict as UnknownSubmission,
      untilQuarantine: true,
      candidates: [],
    });
  expect(await failureOf(look())).toMatchObject({ type: 'NotYet' });
  refuse();
  expect(await timedOut).toMatchObject({ type: 'ProviderError.rate-limit' });
  expect(await look()).toEqual({ state: 'none' });
});

test('a run that was cancelled while it ordered believes a refusal, although its record still stands', async () => {
  const { gateway } = await slowRefusal();
  const { activities, environment, ledger, marks, id } = activitiesAt(s3, gateway.url);
  const nonce = randomUUID();
  const payer = { gateway: 'evolink', account: 'default' } as const;
  const at = new Date().toISOString();
  await ledger.open(id, 1, submissionRecord({ nonce, model, at }));
  await marks.refuse(payer, nonce);
  const unknown: UnknownSubmission = {
    state: 'unknown',
    n: 1,
    wireKey: undefined,
    since: at,
    typicalSeconds: 600,
    reason: 'cancelled',
  };
  const looked = environment.run(activities.read.findSubmission, {
    model,
    unknown,
    untilQuarantine: true,
    candidates: [],
  });
  expect(await looked).toEqual({ state: 'none' });
  expect(await ledger.find(id, 1)).toEqual({ state: 'none' });
});

test('a record that somebody has removed is an unknown outcome still', async () => {
  const { gateway } = await slowRefusal();
  const { activities, environment, ledger, id } = activitiesAt(s3, gateway.url);
  const submit = () =>
    environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(activities.submit.submit, order);
  void submit().catch(() => {});
  await until(() => gateway.heard.length > 0, 'the order');
  const unknown = (await submit()).verdict as UnknownSubmission;
  await ledger.withdraw(id, 1, unknown.nonce!);
  const looked = environment.run(activities.read.findSubmission, {
    model,
    unknown,
    untilQuarantine: true,
    candidates: [],
  });
  expect(await failureOf(looked)).toMatchObject({ type: 'NotYet' });
});

test('a record that reaches the bucket after its attempt has given up is in nobody’s way', async () => {
  const gateway = await startGateway(json(200, { id: 'task-unified-1', status: 'pending' }));
  let late: SubmissionRecord | undefined;
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    onData({ method, url }, chunk) {
      const isRecord = method === 'PUT' && url?.includes('/submissions/1.json') === true;
      if (!isRecord) return chunk;
      late = JSON.parse(/\{[\s\S]*\}/.exec(chunk.toString())![0]) as SubmissionRecord;
      throw new Error('it takes its time');
    },
  });
  const slow = { ...s3, endpoint, clientOptions: { ...s3.clientOptions, endpoint } };
  const there = activitiesAt(slow, gateway.url);
  const submitAt = ({ activities, environment }: typeof there) =>
    environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(activities.submit.submit, order);
  await expect(submitAt(there)).rejects.toThrow();
  expect(gateway.heard).toEqual([]);

  const { id } = there;
  const here = activitiesAt(s3, gateway.url, { id });
  await here.ledger.open(id, 1, late!);
  expect(await failureOf(submitAt(here))).toMatchObject({ type: 'Withdrawn' });
  expect((await submitAt(here)).verdict).toMatchObject({ state: 'accepted' });
  expect(gateway.heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test.for([
  ['a callback', 'callback', 90, 'NotShownYet'],
  ['a callback', 'callback', 2000, undefined],
  ['a person', 'person', 90, undefined],
] as const)(
  'a task that %s has named, %i s after the order, and that the gateway denies',
  async ([, by, age, type]) => {
    const gateway = await startGateway(json(404, { error: { code: 'not_found', message: 'no such task' } }));
    const { activities, environment } = activitiesAt(s3, gateway.url);
    const unknown: UnknownSubmission = {
      state: 'unknown',
      n: 1,
      wireKey: undefined,
      nonce: randomUUID(),
      since: new Date(Date.now() - age * 1000).toISOString(),
      typicalSeconds: 600,
      reason: 'its answer was lost',
    };
    const adopting = environment.run(activities.read.adoptTask, { model, unknown, taskId: 'task-unified-1', by });
    if (type === undefined) expect(await adopting).toMatchObject({ state: 'not-ours' });
    else expect(await failureOf(adopting)).toMatchObject({ type });
  },
);
