import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** Callbacks: asked for where the gateway has them, and nowhere else. */
export const callbackCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => {
  const { callbacks } = subject.facts;
  return [
    {
      name: `the gateway calls back: ${callbacks ? 'at the address that is asked for' : 'never'}`,
      run: () =>
        rehearse(subject, async ({ submit, finish }) => {
          const receiver = await startReceiver();
          try {
            await submit({ callbackUrl: receiver.url });
            await finish();
            assert.deepEqual(receiver.called(), callbacks ? [receiver.url] : []);
          } finally {
            await receiver.close();
          }
        }),
    },
  ];
};

/** An address that says yes to every call, and remembers it. */
async function startReceiver() {
  const called: string[] = [];
  const server = createServer((incoming, outgoing) => {
    called.push(`http://${incoming.headers.host}${incoming.url}`);
    incoming.resume();
    outgoing.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callbacks/opaque`,
    called: () => called,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
