import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../src/testing/local-stack/ports.js';
import type { Service } from '../../src/testing/local-stack/services.js';

/** A network line to one server on this machine, which can be cut and can lose answers. */
export interface Line extends Service {
  readonly url: string;
  /** Breaks every connection of this moment; says how many. */
  cut(): number;
  /** The next so many answers, or those to POSTs only, never arrive, although the server has acted. */
  loseAnswers(count: number, to?: 'any' | 'POST'): void;
  /** How many answers were lost so far. */
  lost(): number;
}

/** Lays a line to a port; new connections always go through, if the server is there. */
export async function layLine(targetPort: number): Promise<Line> {
  const open = new Set<() => void>();
  const toLose = { any: 0, POST: 0 };
  let lost = 0;

  function carry(client: Socket): void {
    const server = connect(targetPort, '127.0.0.1');
    let posting = false;
    const end = () => {
      open.delete(end);
      client.destroy();
      server.destroy();
    };
    open.add(end);
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (bytes) => {
      // Nobody here sends a second request before the first is answered, so a request begins with its own bytes.
      if (/^[A-Z]+ \//.test(bytes.toString('latin1', 0, 12))) posting = bytes.toString('latin1', 0, 5) === 'POST ';
    });
    client.pipe(server);
    server.on('data', () => {
      const kind = posting && toLose.POST > 0 ? 'POST' : 'any';
      if (toLose[kind] === 0) return;
      toLose[kind] -= 1;
      lost += 1;
      end();
    });
    server.pipe(client);
  }

  const listener = createServer(carry).listen(await freePort(), '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('a line has no port');
  const cut = () => {
    const connections = open.size;
    for (const end of open) end();
    return connections;
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    lost: () => lost,
    loseAnswers(count, to = 'any') {
      toLose[to] = Math.max(toLose[to], count);
    },
    async stop() {
      listener.close();
      cut();
      await once(listener, 'close');
    },
  };
}
