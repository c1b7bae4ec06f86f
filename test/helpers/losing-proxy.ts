import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LosingProxy {
  readonly endpoint: string;
  /** The next so many answers never arrive, although the server has acted. */
  loseAnswers(count: number): void;
  /** How many answers were lost. */
  lost(): number;
}

/** Stands between a client and a server, until the test has finished. */
export async function startLosingProxy(server: string): Promise<LosingProxy> {
  const { hostname, port } = new URL(server);
  let toLose = 0;
  let lost = 0;
  const proxy = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.on('data', (answer) => {
      if (toLose === 0) return void client.write(answer);
      toLose -= 1;
      lost += 1;
      end();
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    loseAnswers(count) {
      toLose = count;
    },
    lost: () => lost,
  };
}
