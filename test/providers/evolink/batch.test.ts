import { expect, test } from 'vitest';
import { json, startGateway, type Answer } from '../../helpers/gateway-server.js';
import { failureOf } from '../gateway-calls.js';
import { evolinkAt } from './evolink.js';

const running = (id: string) => ({ id, status: 'processing', progress: 40 });
const ids = Array.from({ length: 60 }, (_, index) => `task-unified-1757169743-${index}`);

/** A gateway that answers joint reads so, and single ones as it should. */
const gatewayWithBatch = (batch: (asked: readonly string[]) => Answer) =>
  startGateway((outgoing, incoming) => {
    const { url = '', method } = incoming;
    const single = decodeURIComponent(url.replace('/v1/tasks/', ''));
    const answer = method === 'POST' ? batch(lastAsked()) : json(200, running(single));
    answer(outgoing, incoming);
  }).then((gateway) => {
    lastAsked = () => JSON.parse(gateway.heard.at(-1)?.body ?? '{}').task_ids as string[];
    return gateway;
  });

let lastAsked: () => readonly string[] = () => [];

/** So many ask alone, because few ask. */
const few = 4;

const readAll = (url: string, taskIds: readonly string[]) => {
  const model = evolinkAt(url)['evolink/wan2.6-text-to-video'];
  return Promise.all(taskIds.map((id) => model.readStatus(id)));
};

test('reads that come together are joined, at most 50 to a call', async () => {
  const gateway = await gatewayWithBatch((asked) => json(200, { data: asked.map(running) }));
  const seen = await readAll(gateway.url, ids);
  expect(seen).toEqual(ids.map(() => ({ state: 'running', progressPercent: 40, word: 'processing' })));
  const joint = gateway.heard.filter(({ method }) => method === 'POST');
  expect(joint.map(({ path }) => path)).toEqual(['/v1/tasks/batch', '/v1/tasks/batch']);
  const asked = joint.map(({ body }) => JSON.parse(body).task_ids as string[]);
  expect(asked.map((each) => each.length)).toEqual([50, ids.length - few - 50]);
  expect(new Set(asked.flat())).toEqual(new Set(ids.slice(few)));
});

test('few reads ask for their tasks alone, and at once', async () => {
  const gateway = await gatewayWithBatch(() => json(500, {}));
  await readAll(gateway.url, ids.slice(0, few));
  expect(gateway.heard.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
});

test('a task of which the joint answer tells nothing, or nothing that can be read, is asked for alone', async () => {
  const [told, garbled, missing] = ids.slice(few) as [string, string, string];
  const gateway = await gatewayWithBatch(() => json(200, { data: [running(told), { id: garbled, status: 7 }] }));
  expect(await readAll(gateway.url, ids.slice(0, few + 3))).toHaveLength(few + 3);
  const alone = gateway.heard.filter(({ method }) => method === 'GET').map(({ path }) => path);
  expect(alone.slice(few).toSorted()).toEqual([`/v1/tasks/${garbled}`, `/v1/tasks/${missing}`].toSorted());
});

test.each([
  ['no such call', 404],
  ['trouble with it', 503],
])('%s keeps nobody from reading, and the joint call is not made again at once', async (_, status) => {
  const gateway = await gatewayWithBatch(() => json(status, { error: { code: status, message: 'No' } }));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  for (const round of [1, 2]) {
    await Promise.all(ids.slice(0, few + 3).map((id) => model.readStatus(id)));
    expect(gateway.heard.filter(({ method }) => method === 'GET')).toHaveLength((few + 3) * round);
  }
  expect(gateway.heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('an end is read alone: nobody documents what a joint answer tells of it', async () => {
  const gateway = await gatewayWithBatch((asked) =>
    json(200, { data: asked.map((id) => ({ id, status: 'completed' })) }),
  );
  const seen = await readAll(gateway.url, ids.slice(0, few + 2));
  expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(['running']));
  expect(gateway.heard.filter(({ method }) => method === 'GET')).toHaveLength(few + 2);
});

test('a gateway that asks for patience is not asked more', async () => {
  const gateway = await gatewayWithBatch(() => json(429, { error: { code: 'rate_limit_exceeded', message: 'Later' } }));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  const [alone, joined] = [ids.slice(0, few), ids.slice(few, few + 3)];
  const reads = [...alone, ...joined].map((id) => model.readStatus(id));
  await Promise.all(reads.slice(0, few));
  const failures = await Promise.all(reads.slice(few).map((read) => failureOf(read)));
  expect(failures.map(({ kind }) => kind)).toEqual(['rate-limit', 'rate-limit', 'rate-limit']);
  expect(gateway.heard).toHaveLength(few + 1);
});
