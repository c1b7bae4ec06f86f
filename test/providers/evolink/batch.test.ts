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

const readAll = (url: string, taskIds: readonly string[]) => {
  const model = evolinkAt(url)['evolink/wan2.6-text-to-video'];
  return Promise.all(taskIds.map((id) => model.readStatus(id)));
};

test('reads that come together are joined, at most 50 to a call', async () => {
  const gateway = await gatewayWithBatch((asked) => json(200, { data: asked.map(running) }));
  const seen = await readAll(gateway.url, ids);
  expect(seen).toEqual(ids.map(() => ({ state: 'running', progressPercent: 40, word: 'processing' })));
  expect(gateway.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/tasks/batch',
    'POST /v1/tasks/batch',
  ]);
  expect(gateway.heard.flatMap(({ body }) => JSON.parse(body).task_ids as string[]).toSorted()).toEqual(ids.toSorted());
});

test('one read alone asks for its task alone', async () => {
  const gateway = await gatewayWithBatch(() => json(500, {}));
  await readAll(gateway.url, ids.slice(0, 1));
  expect(gateway.heard.map(({ method }) => method)).toEqual(['GET']);
});

test('a task of which the joint answer tells nothing, or nothing that can be read, is asked for alone', async () => {
  const [told, garbled, missing] = ids as [string, string, string];
  const gateway = await gatewayWithBatch(() => json(200, { data: [running(told), { id: garbled, status: 7 }] }));
  expect(await readAll(gateway.url, [told, garbled, missing])).toMatchObject([
    { state: 'running' },
    { state: 'running' },
    { state: 'running' },
  ]);
  const alone = gateway.heard.filter(({ method }) => method === 'GET').map(({ path }) => path);
  expect(alone.toSorted()).toEqual([`/v1/tasks/${garbled}`, `/v1/tasks/${missing}`].toSorted());
});

test('a gateway without the joint call is asked for each task, and not for the joint call again', async () => {
  const gateway = await gatewayWithBatch(() => json(404, { error: { code: 404, message: 'No such path' } }));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  for (const round of [1, 2]) {
    const seen = await Promise.all(ids.slice(0, 3).map((id) => model.readStatus(id)));
    expect(seen).toHaveLength(3);
    expect(gateway.heard.filter(({ method }) => method === 'GET')).toHaveLength(3 * round);
  }
  expect(gateway.heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('an end is read alone: nobody documents what a joint answer tells of it', async () => {
  const gateway = await gatewayWithBatch((asked) =>
    json(200, { data: asked.map((id) => ({ id, status: 'completed' })) }),
  );
  expect(await readAll(gateway.url, ids.slice(0, 2))).toMatchObject([{ state: 'running' }, { state: 'running' }]);
  expect(gateway.heard.filter(({ method }) => method === 'GET')).toHaveLength(2);
});

test('trouble with the joint call alone keeps nobody from reading', async () => {
  const gateway = await gatewayWithBatch(() => json(503, { error: { code: 'service_unavailable', message: 'Later' } }));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  for (const round of [1, 2]) {
    const seen = await Promise.all(ids.slice(0, 3).map((id) => model.readStatus(id)));
    expect([round, seen.length]).toEqual([round, 3]);
  }
  expect(gateway.heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a gateway that asks for patience is not asked more', async () => {
  const gateway = await gatewayWithBatch(() => json(429, { error: { code: 'rate_limit_exceeded', message: 'Later' } }));
  const model = evolinkAt(gateway.url)['evolink/wan2.6-text-to-video'];
  const failures = await Promise.all(ids.slice(0, 3).map((id) => failureOf(model.readStatus(id))));
  expect(failures.map(({ kind }) => kind)).toEqual(['rate-limit', 'rate-limit', 'rate-limit']);
  expect(gateway.heard).toHaveLength(1);
});
