import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { closedPort, json, startGateway, startSocket } from '../../helpers/gateway-server.js';
import { apiKey, evolinkAt, failureOf, fixture, readStatus, submitSomething } from './evolink.js';

test('a refused connection: nothing was sent', async () => {
  const port = await closedPort();
  const failure = await failureOf(submitSomething(evolinkAt(`http://127.0.0.1:${port}`)));
  expect(failure.kind).toBe('not-sent');
  expect(failure.message).toContain(`nothing was sent to http://127.0.0.1:${port}: connect ECONNREFUSED`);
});

test('a name that does not exist: nothing was sent', async () => {
  expect((await failureOf(submitSomething(evolinkAt('http://gateway.invalid')))).kind).toBe('not-sent');
});

test('a TLS handshake that fails: nothing of the request was sent', async () => {
  const socket = await startSocket((connection) => connection.once('data', () => connection.end('not TLS\r\n\r\n')));
  const failure = await failureOf(submitSomething(evolinkAt(`https://127.0.0.1:${socket.port}`)));
  expect(failure.kind).toBe('not-sent');
  expect(socket.connections()).toBe(1);
  expect(socket.bytes().toString('latin1')).not.toMatch(/POST|Bearer|cat/);
});

test('a handshake that never ends: given up, and nothing of the request was sent', async () => {
  const socket = await startSocket();
  const models = evolinkAt(`https://127.0.0.1:${socket.port}`, { timeLimits: { connectSeconds: 0.2 } });
  expect((await failureOf(submitSomething(models))).kind).toBe('not-sent');
  expect(socket.bytes().toString('latin1')).not.toMatch(/POST|Bearer|cat/);
});

test('withdrawn at the last moment: connected, and not one byte was sent', async () => {
  const socket = await startSocket();
  const beforeSending = async () => {
    throw new Error('held up for too long');
  };
  const failure = await failureOf(submitSomething(evolinkAt(`http://127.0.0.1:${socket.port}`), { beforeSending }));
  expect(failure).toMatchObject({ kind: 'not-sent', message: expect.stringContaining('held up for too long') });
  expect(socket.connections()).toBe(1);
  expect(socket.bytes()).toHaveLength(0);
});

test('a connection that is lost while the right to send is asked for: nothing is sent, then or later', async () => {
  const connections: Socket[] = [];
  const socket = await startSocket((connection) => connections.push(connection));
  let allow = () => {};
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  const beforeSending = () => {
    for (const connection of connections) connection.destroy();
    return allowed;
  };
  const failure = await failureOf(submitSomething(evolinkAt(`http://127.0.0.1:${socket.port}`), { beforeSending }));
  expect(failure.kind).toBe('not-sent');
  allow();
  await allowed;
  expect(socket.connections()).toBe(1);
  expect(socket.bytes()).toHaveLength(0);
});

test('cancelled while it waits for a connection: nothing was sent', async () => {
  const socket = await startSocket();
  const cancellation = new AbortController();
  const models = evolinkAt(`https://127.0.0.1:${socket.port}`, { timeLimits: { connectSeconds: 0.2 } });
  const submission = submitSomething(models, { signal: cancellation.signal });
  cancellation.abort(new Error('cancelled'));
  expect((await failureOf(submission)).kind).toBe('not-sent');
  expect(socket.bytes().toString('latin1')).not.toMatch(/POST|Bearer|cat/);
});

const half = (outgoing: ServerResponse) => outgoing.writeHead(200, { 'content-length': 100 }).write('{"id":"task-');
const silences: readonly (readonly [string, (outgoing: ServerResponse) => void])[] = [
  ['a reset before the answer', (outgoing) => outgoing.socket?.resetAndDestroy()],
  ['an end before the answer', (outgoing) => outgoing.socket?.end()],
  ['no answer at all', () => {}],
  [
    'a reset within the answer',
    (outgoing) => {
      half(outgoing);
      outgoing.socket?.resetAndDestroy();
    },
  ],
  [
    'an end within the answer',
    (outgoing) => {
      half(outgoing);
      outgoing.socket?.end();
    },
  ],
  ['an answer that stops in the middle', half],
  ['an answer that is no HTTP', (outgoing) => outgoing.socket?.end('Hello\r\n\r\n')],
  [
    'an answer of more than 1 MiB',
    (outgoing) => outgoing.writeHead(200).end(`{"id":"task-unified-1","x":"${'x'.repeat(1024 * 1024)}"}`),
  ],
];

const impatient = { timeLimits: { submitSeconds: 0.4, readSeconds: 0.4 } };

test.each(silences)('%s: the request was sent, once, and its outcome is not known', async (_, answer) => {
  const gateway = await startGateway(answer);
  const failure = await failureOf(submitSomething(evolinkAt(gateway.url, impatient)));
  expect(failure).toMatchObject({ kind: 'no-answer', gateway: 'evolink', status: undefined });
  expect(failure.message).toContain(`no whole answer from ${gateway.url}`);
  expect(gateway.heard).toHaveLength(1);
});

test.each(silences)('a status read meets %s', async (_, answer) => {
  const gateway = await startGateway(answer);
  expect((await failureOf(readStatus(evolinkAt(gateway.url, impatient)))).kind).toBe('no-answer');
});

test('an answer of almost 1 MiB is read', async () => {
  const gateway = await startGateway(json(200, { id: 'task-unified-1', x: 'x'.repeat(1024 * 1024 - 100) }));
  expect((await submitSomething(evolinkAt(gateway.url))).taskId).toBe('task-unified-1');
});

test('cancelled after the request was sent: its outcome is not known', async () => {
  const cancellation = new AbortController();
  const gateway = await startGateway(() => cancellation.abort(new Error('cancelled')));
  const submission = submitSomething(evolinkAt(gateway.url), { signal: cancellation.signal });
  expect((await failureOf(submission)).kind).toBe('no-answer');
  expect(gateway.heard).toHaveLength(1);
});

test('the last word before the first byte: the connection stands, and the request follows at once', async () => {
  const order: string[] = [];
  const gateway = await startGateway((outgoing) => {
    order.push('heard');
    void fixture('submitted.json').then((body) => outgoing.end(body));
  });
  await submitSomething(evolinkAt(gateway.url), { beforeSending: async () => void order.push('before sending') });
  expect(order).toEqual(['before sending', 'heard']);
});

test('a key that cannot be sent is not shown', async () => {
  const gateway = await startGateway(json(200, {}));
  const models = evolinkAt(gateway.url, { apiKey: `${apiKey}\n` });
  expect((await failureOf(submitSomething(models))).kind).toBe('not-sent');
  expect(gateway.heard).toHaveLength(0);
});
