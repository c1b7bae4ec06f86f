import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A line to a server that a test can disturb, until it has finished. */
export interface InterruptibleLine {
  /** `host:port`. */
  readonly address: string;
  /** What the server says is kept back, or goes on, and nothing is lost. */
  stall(stalled: boolean): void;
  /** Nobody answers at the address any more, or there is somebody again. */
  cut(cut: boolean): Promise<void>;
}

/** Passes bytes on to `address`, both ways. */
export async function startInterruptibleLine(address: string): Promise<InterruptibleLine> {
  const [host = '', port] = address.split(':');
  const pairs = new Set<readonly [Socket, Socket]>();
  let stalled = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket
        .on('error', () => {})
        .on('close', () => {
          for (const each of pair) each.destroy();
          pairs.delete(pair);
        });
    }
    near.pipe(far);
    far.on('data', (bytes) => near.write(bytes));
    if (stalled) far.pause();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  const cutAll = () => {
    for (const [near] of pairs) near.destroy();
  };
  onTestFinished(() => {
    server.close();
    cutAll();
  });

  return {
    address: `127.0.0.1:${own}`,
    stall(wanted) {
      stalled = wanted;
      for (const [, far] of pairs) {
        if (wanted) far.pause();
        else far.resume();
      }
    },
    async cut(wanted) {
      if (wanted) {
        const closed = once(server, 'close');
        server.close();
        cutAll();
        await closed;
      } else {
        server.listen(own, '127.0.0.1');
        await once(server, 'listening');
      }
    },
  };
}
