import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SubmitAnswer } from '../../src/activities/submit.js';
import type { UnknownSubmission } from '../../src/domain/submission.js';
import { wireKey } from '../../src/ledger/wire-key.js';
import { json, raw, startGateway, type Answer } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { activitiesAt, failureOf, model } from './activities.js';

useS3();

const error = { code: 429, message: 'Rate limit exceeded', type: 'rate_limit_error' };
const now = () => Math.floor(Date.now() / 1000);

/** An order that is answered with the name of its task, and how the gateway then shows that task. */
async function orderAnswered(answer: (taskId: string) => Answer, shown: () => object = () => ({})) {
  const taskId = `task-unified-${randomUUID()}`;
  const gateway = await startGateway((outgoing, incoming) => {
    const task = { id: taskId, model: 'wan2.6-text-to-video', status: 'processing', created: now(), ...shown() };
    const show = incoming.url?.endsWith(`/${taskId}`) ? json(200, task) : json(200, { data: [], total: 0 });
    return (incoming.method === 'POST' ? answer(taskId) : show)(outgoing, incoming);
  });
  const here = activitiesAt(s3, gateway.url);
  const order = { request: { model, prompt: 'A cat playing piano' }, n: 1 };
  const send = here.activities.submit.submit;
  const submit = async () =>
    (await here.environment.run<[typeof order], SubmitAnswer, typeof send>(send, order)).verdict;
  const look = (unknown: object) =>
    here.environment.run(here.activities.read.findSubmission, {
      model,
      unknown: unknown as UnknownSubmission,
      untilQuarantine: true,
      candidates: [],
    });
  const posts = () => gateway.heard.filter(({ method }) => method === 'POST').length;
  /** What a run knows of the order that never saw its answer. */
  const unseen: UnknownSubmission = {
    state: 'unknown',
    n: 1,
    wireKey: wireKey({ bucket: here.bucket.name, prefix: here.prefix, id: here.id, n: 1 }),
    since: new Date().toISOString(),
    typicalSeconds: 600,
    reason: 'an earlier attempt was about to send it',
  };
  return { ...here, taskId, submit, look, posts, unseen };
}

const inData = (taskId: string) => json(429, { error, data: { id: taskId } });

test.each([
  ['a refusal', inData],
  ['a refusal for want of credit', (taskId) => json(402, { error: { ...error, task_id: taskId } })],
  ['a server error', (taskId) => json(502, { error, output: { task_id: taskId } })],
  ['an envelope that nobody documents', (taskId) => json(200, { code: 'success', data: { task_id: taskId } })],
  ['broken JSON', (taskId) => raw(200, `{"id":"${taskId}","status":"pending",`)],
  [
    'an answer that breaks off',
    (taskId) => (outgoing) =>
      void outgoing
        .writeHead(200, { 'content-length': 1000 })
        .write(`{"id":"${taskId}","mod`, () => outgoing.destroy()),
  ],
] satisfies [string, (taskId: string) => Answer][])(
  '%s that names a task leaves the order unknown: it is not sent again, and goes on with that task',
  async (_, answer) => {
    const { submit, look, posts, taskId } = await orderAnswered(answer);
    const verdict = await submit();
    expect(verdict).toMatchObject({ state: 'unknown', named: [taskId] });
    expect(await look(verdict)).toMatchObject({ state: 'accepted', task: { taskId } });
    expect(await submit()).toMatchObject({ state: 'accepted', task: { taskId } });
    expect(posts()).toBe(1);
  },
);

test('a task that an answer named is found by a run that never saw the answer', async () => {
  const { submit, look, unseen, taskId } = await orderAnswered(inData);
  await submit();
  expect(await look(unseen)).toMatchObject({ state: 'accepted', task: { taskId } });
});

test('a task that an answer named is found although the bucket did not take the note', async () => {
  const { submit, look, unseen, taskId } = await orderAnswered(() => json(500, {}));
  await submit();
  expect(await failureOf(look(unseen))).toMatchObject({ message: 'no trace of the submission' });
  expect(await look({ ...unseen, named: [taskId] })).toMatchObject({ state: 'accepted', task: { taskId } });
});

test('a task that a refusal only mentions may be anybody’s: the order is unknown, and the task is not taken', async () => {
  const { submit, look, posts } = await orderAnswered((taskId) =>
    json(429, { error: { ...error, message: `Too many at once: ${taskId} is still running` } }),
  );
  const verdict = await submit();
  expect(verdict).toMatchObject({ state: 'unknown', named: [] });
  expect(await failureOf(look(verdict))).toMatchObject({ message: 'no trace of the submission' });
  expect(posts()).toBe(1);
});

test.each([
  ['is of another model', () => ({ model: 'wan2.6-image-to-video' })],
  ['was created at another time', () => ({ created: now() - 3600 })],
])('a named task that %s is not taken for the order', async (_, shown) => {
  const { submit, look } = await orderAnswered(inData, shown);
  expect(await failureOf(look(await submit()))).toMatchObject({ message: 'no trace of the submission' });
});

test('a named task that another generation has is not taken for the order', async () => {
  const { submit, look, ledger, taskId } = await orderAnswered(inData);
  const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId } as const;
  await ledger.claim(task, { schema: 1, id: `ad-${randomUUID()}`, n: 1 });
  expect(await failureOf(look(await submit()))).toMatchObject({ message: 'no trace of the submission' });
});
