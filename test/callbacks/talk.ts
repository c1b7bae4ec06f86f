import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection on which a test says byte for byte what it likes. */
export interface Talk {
  readonly socket: Socket;
  /** What has come back so far. */
  readonly heard: () => string;
  /** The status of each answer so far. */
  readonly statuses: () => number[];
  /** All that came back, once the other side has closed. */
  readonly ended: Promise<string>;
}

/** Connects to a server of this machine, until the test has finished. */
export async function talkTo(url: string): Promise<Talk> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString())).on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)));
  await once(socket, 'connect');
  return {
    socket,
    heard: () => heard,
    statuses: () => [...heard.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status)),
    ended,
  };
}
