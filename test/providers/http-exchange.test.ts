import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Agent } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/providers/http-exchange.js';

const timeoutSeconds = 1;

/** Answers while this thread stands still. */
const gateway = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  createServer((incoming, outgoing) => {
    parentPort.postMessage('asked');
    parentPort.once('message', () => outgoing.end('accepted'));
  }).listen(0, '127.0.0.1', function () {
    parentPort.postMessage(this.address().port);
  });
`;

test('an answer that came while the process was frozen is read, though its time is over', async () => {
  const server = new Worker(gateway, { eval: true });
  onTestFinished(async () => void (await server.terminate()));
  const [port] = (await once(server, 'message')) as [number];
  const dispatcher = new Agent();
  onTestFinished(() => dispatcher.close());
  const asked = once(server, 'message');
  const answer = exchange({ url: `http://127.0.0.1:${port}`, method: 'GET', dispatcher, headers: {}, timeoutSeconds });
  await asked;
  server.postMessage('answer', []);
  freeze(2 * timeoutSeconds * 1000);
  expect(await answer).toMatchObject({ status: 200, text: 'accepted' });
});

test('an answer that does not come in time is given up', async () => {
  const server = new Worker(gateway, { eval: true });
  onTestFinished(async () => void (await server.terminate()));
  const [port] = (await once(server, 'message')) as [number];
  const dispatcher = new Agent();
  onTestFinished(() => dispatcher.destroy());
  const answer = exchange({ url: `http://127.0.0.1:${port}`, method: 'GET', dispatcher, headers: {}, timeoutSeconds });
  await expect(answer).rejects.toThrow('it took more than 1 s');
});

/** Stands still like a process that was stopped: no timer fires, nothing is read. */
const freeze = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
