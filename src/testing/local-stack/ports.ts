import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const loopback = '127.0.0.1';

/**
 * A free port that the system hands to nobody else for about a minute. A connection is opened on it and closed from
 * the listening side: in that state the kernel still lets a program ask for the port by number, but offers it to none.
 */
export async function freePort(): Promise<number> {
  const server = createServer((accepted) => accepted.end()).listen(0, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');

  await once(connect(address.port, loopback).resume(), 'close');
  server.close();
  await once(server, 'close');
  return address.port;
}

/** Rejects when something listens on `port` of this machine's loopback already. */
export async function assertFreePort(port: number, purpose: string): Promise<void> {
  const server = createServer().listen(port, loopback);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`port ${port}, wanted for ${purpose}, is taken`, { cause: error });
  }
  server.close();
  await once(server, 'close');
}
