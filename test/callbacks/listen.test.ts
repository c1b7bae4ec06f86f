import { expect, onTestFinished, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';
import { listen, type ListenOptions } from '../../src/callbacks/listen.js';
import { createReceiver, type ReceiverOptions } from '../../src/callbacks/receiver.js';
import { until } from '../helpers/until.js';
import { talkTo } from './talk.js';

const urls = createCallbackUrls({ publicUrl: 'https://videos.example.com', secret: 'the secret of this test' });
const path = new URL(urls.urlFor({ id: 'ad-42', n: 1 })).pathname;
const wrongPath = `/callbacks/${'A'.repeat(80)}`;

/** A receiver on a socket of its own, and the task ids that it has handed over. */
async function listening(options: Partial<ReceiverOptions> & Partial<ListenOptions> = {}) {
  const delivered: (string | undefined)[] = [];
  const receive = createReceiver({
    urls,
    deliver: async ({ taskId }) => {
      delivered.push(taskId);
      return 'delivered';
    },
    ...options,
  });
  const server = await listen(receive, { port: 0, ...options });
  onTestFinished(() => server.close());
  return { ...server, delivered };
}

const post = (to: string, body: string, more = '') =>
  `POST ${to} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;
const named = (taskId: string) => JSON.stringify({ id: taskId });

test.each([
  ['headers that never end', `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Slow: `],
  ['not one byte', ''],
])('a connection with %s is closed in time', async (_, beginning) => {
  const { url, delivered } = await listening({ headersTimeoutMs: 100 });
  const { socket, ended } = await talkTo(url);
  socket.write(beginning);
  expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
  expect(delivered).toEqual([]);
});

test('headers that keep dripping are cut off all the same', async () => {
  const { url } = await listening({ headersTimeoutMs: 100 });
  const { socket, ended } = await talkTo(url);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nX-Slow: `);
  const drip = setInterval(() => socket.write('x'), 10);
  onTestFinished(() => clearInterval(drip));
  expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
});

test('431 for a flood of headers', async () => {
  const { url, delivered } = await listening();
  const { socket, ended } = await talkTo(url);
  socket.write(post(path, '', `X-Large: ${'x'.repeat(17 * 1024)}\r\n`));
  expect(await ended).toMatch(/^HTTP\/1\.1 431 /);
  expect(delivered).toEqual([]);
});

test('one connection too many is turned away at once, and its place can be had again', async () => {
  const { url } = await listening({ mostConnections: 1 });
  const first = await talkTo(url);
  expect(await (await talkTo(url)).ended).toBe('');
  first.socket.destroy();
  expect((await until(() => fetch(`${url}${path}`, { method: 'POST' }).catch(() => undefined), 'a place')).status).toBe(
    204,
  );
});

test('after a body that nobody read, the same connection carries the next callback', async () => {
  const { url, delivered } = await listening();
  const { socket, statuses } = await talkTo(url);
  socket.write(post(wrongPath, 'x'.repeat(100_000)) + post(path, named('task-unified-1')));
  await until(() => statuses().length === 2, 'both answers');
  expect(statuses()).toEqual([404, 204]);
  expect(delivered).toEqual(['task-unified-1']);
});

test.each([
  [404, wrongPath],
  [413, path],
])('%d ends a body that goes on and on', async (status, to) => {
  const { url, delivered } = await listening();
  const { socket, ended } = await talkTo(url);
  socket.write(`POST ${to} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`;
  const flood = setInterval(() => socket.writable && socket.write(chunk), 1);
  onTestFinished(() => clearInterval(flood));
  expect(await ended).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(delivered).toEqual([]);
});

test('a body in chunks, without a length, is read like any other', async () => {
  const { url, delivered } = await listening();
  const { socket, statuses } = await talkTo(url);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
  for (const part of ['{"id":"task-', 'unified-1"}']) socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
  socket.write('0\r\n\r\n');
  await until(() => statuses().length === 1, 'the answer');
  expect(statuses()).toEqual([204]);
  expect(delivered).toEqual(['task-unified-1']);
});

test.each([
  [204, path],
  [204, `/hooks${path}`],
  [204, `//hooks/${path}`],
  [204, `${path}?status=failed`],
  [204, `http://elsewhere.example.com${path}`],
  [404, `${path}/`],
  [404, `${path}%20`],
  [404, path.replace('/callbacks/', '/callbacks%2F')],
  [404, path.replace('callbacks', 'Callbacks')],
  [404, `${path}/../x`],
  [404, '/'],
])('%d for the request target %s', async (status, target) => {
  const { url } = await listening();
  const { socket, ended } = await talkTo(url);
  socket.write(post(target, '', 'Connection: close\r\n'));
  expect(await ended).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test.each(['*', 'http://', 'http://[', '/\u{7f}'])(
  'a request target that is none, %j, does no harm',
  async (target) => {
    const { url, delivered } = await listening();
    const { socket, ended } = await talkTo(url);
    socket.write(post(target, '', 'Connection: close\r\n'));
    expect(await ended).toMatch(/^HTTP\/1\.1 40[04] /);
    expect((await fetch(`${url}${path}`, { method: 'POST' })).status).toBe(204);
    expect(delivered).toEqual([undefined]);
  },
);

test('a receiver that stops answers what is under way, and takes nothing new', async () => {
  let take = () => {};
  const taken = new Promise<void>((resolve) => (take = resolve));
  let asked = false;
  const server = await listening({
    deliver: () => {
      asked = true;
      return taken.then(() => 'delivered');
    },
  });
  const { socket, ended } = await talkTo(server.url);
  socket.write(post(path, named('task-unified-1')));
  await until(() => asked, 'the callback to be under way');
  const closed = server.close();
  await expect(fetch(`${server.url}${path}`, { method: 'POST' })).rejects.toThrow();
  take();
  expect(await ended).toMatch(/^HTTP\/1\.1 204 [^]*connection: close/i);
  await closed;
});

// A receiver that waits for them does so for longer than the test may take.
test('a receiver that stops waits for no connection that says nothing', { timeout: 8_000 }, async () => {
  const server = await listening();
  const silent = await talkTo(server.url);
  const halfWay = await talkTo(server.url);
  halfWay.socket.write('POST /call');
  await server.close();
  expect([await silent.ended, await halfWay.ended]).toEqual(['', '']);
});
