import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { failedSubmission } from '../../../src/providers/submit-verdict.js';
import { json, startGateway } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, fixture, readStatus, submitSomething, taskId } from './evolink.js';

const refusal = { error: { code: 429, message: 'Rate limit exceeded', type: 'rate_limit_error' } };

test.each([400, 402, 429])('a refusal (%i) that names a task is none: the task may be paid for', async (status) => {
  const { url } = await startGateway(json(status, { id: taskId, ...refusal }));
  const failure = await failureOf(submitSomething(evolinkAt(url)));
  expect(failedSubmission[failure.kind]).toBe('unknown');
  expect(failure.message).toContain(taskId);
});

test.each([
  [{ id: 'req_c0ffee', data: { task_id: taskId } }, [taskId]],
  [{ id: 'c0ffee-1', data: { id: taskId } }, [taskId, 'c0ffee-1']],
  [{ data: { id: taskId, status: 'pending' } }, [taskId]],
  [{ id: 'req_c0ffee', status: 'pending' }, []],
])('a success whose id is not its task’s is no acceptance: %j', async (body, named) => {
  const { url } = await startGateway(json(200, body));
  const failure = await failureOf(submitSomething(evolinkAt(url)));
  expect(failedSubmission[failure.kind]).toBe('unknown');
  expect(failure.namedTasks).toEqual(named);
});

test('a gateway that gives our key for a task’s id names none', async () => {
  const { url } = await startGateway(json(429, { data: { id: apiKey }, ...refusal }));
  expect((await failureOf(submitSomething(evolinkAt(url)))).namedTasks).toEqual([]);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('answers that come compressed by %s, unasked, are understood', async (encoding, compress) => {
  const bodies = { POST: await fixture('submitted.json'), GET: await fixture('completed.json') };
  const gateway = await startGateway((outgoing, { method }) => {
    outgoing.writeHead(200, { 'content-encoding': encoding }).end(compress(bodies[method as 'GET' | 'POST']));
  });
  const models = evolinkAt(gateway.url);
  expect(await submitSomething(models)).toMatchObject({ taskId });
  expect(await readStatus(models)).toMatchObject({ state: 'succeeded' });
  expect(gateway.heard.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity', 'identity']);
});

test('an answer that unpacks to too much, or says that it is packed and is not, is no acceptance by accident', async () => {
  const bodies = [gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), Buffer.from(JSON.stringify({ id: taskId }))];
  const { url } = await startGateway((outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(bodies.shift());
  });
  expect(failedSubmission[(await failureOf(submitSomething(evolinkAt(url)))).kind]).toBe('unknown');
  expect(await submitSomething(evolinkAt(url))).toMatchObject({ taskId });
});

test.each(['..', '.', ' ', 'task unified', 'x'.repeat(201)])('%j can name no task', async (id) => {
  const { url } = await startGateway(json(200, { id }));
  expect(failedSubmission[(await failureOf(submitSomething(evolinkAt(url)))).kind]).toBe('unknown');
});

test('space around a task id does not belong to it', async () => {
  const { url } = await startGateway(json(200, { id: ` ${taskId}\n` }));
  expect(await submitSomething(evolinkAt(url))).toMatchObject({ taskId });
});

const seconds = 1_757_169_743;

test.each([
  ['seconds', seconds, seconds],
  ['milliseconds', seconds * 1e3, seconds],
  ['microseconds', seconds * 1e6, seconds],
  ['nothing', 0, undefined],
  ['nanoseconds', seconds * 1e9, undefined],
])('a time in %s is read for what it is', async (_, created, createdAt) => {
  const { url } = await startGateway(json(200, { id: taskId, model: 'wan2.6-text-to-video', created }));
  const model = evolinkAt(url)['evolink/wan2.6-text-to-video'];
  expect((await model.identifyTask(taskId)).createdAt).toBe(createdAt);
});

test('a list that repeats its rows is not taken for whole before all of its tasks were seen', async () => {
  const all = [9, 8, 7, 6, 5].map((age) => ({ id: `task-${age}`, created_at: seconds + age }));
  const repeated = all.flatMap((task) => [task, task]);
  const { url } = await startGateway((outgoing, incoming) => {
    const page = Number(new URL(incoming.url!, 'http://x').searchParams.get('page'));
    json(200, { data: repeated.slice((page - 1) * 5, page * 5), total: all.length })(outgoing, incoming);
  });
  const model = evolinkAt(url)['evolink/wan2.6-text-to-video'];
  const list = await model.listTasks!({ from: seconds, to: seconds + 60 });
  expect(list.complete).toBe(true);
  expect(list.tasks).toHaveLength(5);
});
