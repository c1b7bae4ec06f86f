import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Clean } from './reelwork-process.js';

/** The only way from a client to a server, until it is cut. */
export interface SeverableLine {
  /** `host:port` */
  readonly address: string;
  /** From now on nothing gets through, and every connection is lost. */
  readonly sever: () => void;
}

/** A line to `host:port` on this machine. */
export async function startLine(target: string, clean: Clean): Promise<SeverableLine> {
  const [host, port] = target.split(':');
  const sockets = new Set<Socket>();
  let severed = false;
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  const line = createServer((client) => {
    if (severed) return void client.destroy();
    const server = connect(Number(port), host);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  clean(() => {
    line.close();
    end();
  });
  return {
    address: `127.0.0.1:${(line.address() as AddressInfo).port}`,
    sever() {
      severed = true;
      end();
    },
  };
}
