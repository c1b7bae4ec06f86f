import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { createReceiver, type ReceiverOptions } from '../../src/callbacks/receiver.js';
import { listen } from '../../src/callbacks/listen.js';
import { talkTo } from './talk.js';

const urls = createCallbackUrls({ publicUrl: 'https://videos.example.com', secret: 'the secret of this test' });
const url = urls.urlFor({ id: 'ad-42', n: 1 });

type Delivered = readonly [id: string, n: number, taskId: string | undefined];

/** A receiver, and what it has handed over. */
function receiving(options: Partial<ReceiverOptions> = {}) {
  const delivered: Delivered[] = [];
  const receive = createReceiver({
    urls,
    deliver: async ({ id, n, taskId }) => {
      delivered.push([id, n, taskId]);
      return 'delivered';
    },
    ...options,
  });
  return { receive, delivered };
}

const post = (body?: string | ReadableStream, headers: Record<string, string> = {}, to = url) =>
  new Request(to, { method: 'POST', body: body ?? null, headers, duplex: 'half' });

const nothing = new ReadableStream({ pull: () => new Promise(() => {}) });

test('204 once the callback is delivered, with the task id that its body names', async () => {
  const { receive, delivered } = receiving();
  const answer = await receive(post(JSON.stringify({ id: 'task-unified-1', status: 'completed', results: ['x'] })));
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
  expect(delivered).toEqual([['ad-42', 1, 'task-unified-1']]);
});

test('204 for a run that is closed: the gateway need not call again', async () => {
  const { receive } = receiving({ deliver: async () => 'run-closed' });
  expect((await receive(post())).status).toBe(204);
});

test('no 204 before Temporal has taken it', async () => {
  let take = () => {};
  const taken = new Promise<void>((resolve) => (take = resolve));
  let answered = false;
  const deliver = () => taken.then(() => 'delivered' as const);
  const answer = receiving({ deliver })
    .receive(post())
    .then((response) => {
      answered = true;
      return response;
    });
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  expect(answered).toBe(false);
  take();
  expect((await answer).status).toBe(204);
});

test.each([
  undefined,
  '',
  'not JSON',
  '[]',
  'null',
  '7',
  '{}',
  '{"id":7.5}',
  '{"id":1e300}',
  '{"id":""}',
  '{"id":null}',
  '{"id":["task-unified-1"]}',
  '{"id":{"id":"task-unified-1"}}',
  '{"id":".."}',
  '{"id":"task unified"}',
  '{"id":"task\\n"}',
  '{"id":"\\ud800"}',
  '{"id":"täsk"}',
  '{"__proto__":{"id":"task-unified-1"}}',
  '{"constructor":{"prototype":{"id":"task-unified-1"}}}',
  '{"data":{"id":"task-unified-1"}}',
  `{"id":"${'x'.repeat(201)}"}`,
  '\0\u{fffd}',
])('a body of %j wakes the generation and names no task', async (body) => {
  const { receive, delivered } = receiving();
  expect((await receive(post(body))).status).toBe(204);
  expect(delivered).toEqual([['ad-42', 1, undefined]]);
});

test('a number is a task id too', async () => {
  const { receive, delivered } = receiving();
  await receive(post('{"id":1234567890123}'));
  expect(delivered).toEqual([['ad-42', 1, '1234567890123']]);
});

test('a body that is nothing but depth is no trouble, and pollutes nothing', async () => {
  const { receive, delivered } = receiving();
  const depth = 100_000;
  await receive(post(`{"x":${'['.repeat(depth)}${']'.repeat(depth)},"id":"task-unified-1"}`));
  await receive(post(`{"x":${'['.repeat(depth)}`));
  await receive(post('{"__proto__":{"polluted":1},"id":"task-unified-2"}'));
  expect(delivered.map(([, , taskId]) => taskId)).toEqual(['task-unified-1', undefined, 'task-unified-2']);
  expect({}).not.toHaveProperty('polluted');
});

test.each([undefined, 'text/html', 'application/x-www-form-urlencoded', 'nonsense'])(
  'a body called %s is read all the same: what counts is whether it is JSON',
  async (type) => {
    const { receive, delivered } = receiving();
    await receive(post('{"id":"task-unified-1"}', type === undefined ? {} : { 'content-type': type }));
    expect(delivered).toEqual([['ad-42', 1, 'task-unified-1']]);
  },
);

test('a compressed body is not unpacked: it wakes the generation, and can be no bomb', async () => {
  const { receive, delivered } = receiving();
  const bomb = gzipSync(`{"id":"task-unified-1","x":"${'x'.repeat(10_000_000)}"}`);
  const request = new Request(url, { method: 'POST', body: bomb, headers: { 'content-encoding': 'gzip' } });
  expect((await receive(request)).status).toBe(204);
  expect(delivered).toEqual([['ad-42', 1, undefined]]);
});

test('the body cannot say whose callback it is, nor how the task stands', async () => {
  const { receive, delivered } = receiving();
  const claims = { id: 'task-unified-1', n: 9, workflowId: 'ad-43', status: 'failed', results: ['https://evil/x.mp4'] };
  await receive(post(JSON.stringify(claims)));
  expect(delivered).toEqual([['ad-42', 1, 'task-unified-1']]);
});

test.each(['/', '/callbacks/', `/callbacks/${'A'.repeat(80)}`, `${new URL(url).pathname}A`])(
  '404 for an address that we never made: %s',
  async (path) => {
    const { receive, delivered } = receiving();
    for (const method of ['POST', 'GET']) {
      expect((await receive(new Request(new URL(path, url), { method }))).status).toBe(404);
    }
    expect(delivered).toEqual([]);
  },
);

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'post'.repeat(2)])('405 for %s', async (method) => {
  const { receive, delivered } = receiving();
  const answer = await receive(new Request(url, { method }));
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(delivered).toEqual([]);
});

test('413 for more than 1 MiB, unread when it says so itself', async () => {
  const { receive, delivered } = receiving();
  const announced = post(nothing, { 'content-length': String(1024 * 1024 + 1) });
  expect((await receive(announced)).status).toBe(413);
  expect(announced.bodyUsed).toBe(false);
  expect((await receive(post('x'.repeat(1024 * 1024 + 1), { 'content-length': '5' }))).status).toBe(413);
  expect(delivered).toEqual([]);
  expect((await receive(post('x'.repeat(1024 * 1024)))).status).toBe(204);
});

test('413 for a body without end, of which little is read', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
  });
  expect((await receiving().receive(post(endless))).status).toBe(413);
  expect(sent).toBeLessThan(2 * 1024 * 1024);
});

test('hundreds of large bodies at once hold a bounded part of the memory, and usual ones are still read', async () => {
  const { receive, delivered } = receiving({ bodyTimeoutMs: 60_000 });
  const almost = new Uint8Array(1024 * 1024 - 1);
  const large = Array.from({ length: 200 }, () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    return { writer, sent: writer.write(almost).catch(() => {}), answer: receive(post(readable)) };
  });
  await Promise.all(large.map(({ sent }) => sent));
  const busy = await Promise.race(large.map(({ answer }) => answer));
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await receive(post('{"id":"task-unified-1"}'))).status).toBe(204);

  for (const { writer } of large) void writer.close().catch(() => {});
  const statuses = await Promise.all(large.map(async ({ answer }) => (await answer).status));
  // 64 MiB for what goes beyond 16 KiB of each.
  expect(statuses.filter((status) => status === 204)).toHaveLength(65);
  expect((await receive(post('x'.repeat(1024 * 1024)))).status).toBe(204);
  expect(delivered).toHaveLength(65 + 2);
});

test('408 for a body that does not come', async () => {
  const { receive, delivered } = receiving({ bodyTimeoutMs: 30 });
  expect((await receive(post(nothing))).status).toBe(408);
  expect(delivered).toEqual([]);
});

test('400 for a body that breaks off', async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
  const { receive, delivered } = receiving();
  expect((await receive(post(broken))).status).toBe(400);
  expect(delivered).toEqual([]);
});

test('503 while Temporal is away: the gateway should call again, and learns nothing else', async () => {
  const trouble = new Error('no connection to temporal.internal:7233 with key sk-secret');
  const told: unknown[] = [];
  const { receive } = receiving({ deliver: () => Promise.reject(trouble), onError: (error) => told.push(error) });
  const answer = await receive(post());
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([503, '5', '']);
  expect(JSON.stringify([...answer.headers])).not.toMatch(/temporal|sk-/);
  expect(told).toEqual([trouble]);
});

async function serving(options: Partial<ReceiverOptions> = {}) {
  const { receive, delivered } = receiving(options);
  const server = await listen(receive, { port: 0 });
  onTestFinished(() => server.close());
  return { ...server, delivered, path: new URL(url).pathname };
}

/** Sends the beginning of a callback. */
async function sendBeginning({ url: to, path }: { url: string; path: string }, beginning: string) {
  const talk = await talkTo(to);
  const headers = 'Host: x\r\nContent-Length: 100\r\nConnection: close';
  talk.socket.write(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n${beginning}`);
  return talk;
}

test('over a real socket: a slow body is given up, and the next callback is taken', async () => {
  const server = await serving({ bodyTimeoutMs: 50 });
  const { ended } = await sendBeginning(server, '{"id":');
  expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
  const answer = await fetch(`${server.url}${server.path}`, { method: 'POST', body: '{"id":"task-unified-1"}' });
  expect(answer.status).toBe(204);
  expect(server.delivered).toEqual([['ad-42', 1, 'task-unified-1']]);
});

test('over a real socket: a sender that goes away does no harm', async () => {
  const server = await serving();
  const { socket } = await sendBeginning(server, '{"id":"task-');
  socket.destroy();
  await once(socket, 'close');
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  expect((await fetch(`${server.url}${server.path}`, { method: 'POST' })).status).toBe(204);
  expect(server.delivered).toEqual([['ad-42', 1, undefined]]);
});

test('an address that is taken is an error at once', async () => {
  const server = await serving();
  await expect(listen(receiving().receive, { port: Number(new URL(server.url).port) })).rejects.toThrow(/EADDRINUSE/);
});
