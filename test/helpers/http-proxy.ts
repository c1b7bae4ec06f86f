import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clean } from './reelwork-process.js';

/** What a test does to the traffic between two real parties. */
export interface Meddling {
  /** Resolves when a request may go on to the server. */
  readonly beforeRequest?: (incoming: IncomingMessage) => Promise<void> | void;
  /** Resolves when the server's answer may go back, or with the status of an empty answer that goes instead. */
  readonly beforeAnswer?: (
    incoming: IncomingMessage,
    answer: IncomingMessage,
  ) => Promise<number | void> | number | void;
}

/** A proxy in front of a server on this machine that passes everything on unchanged, when it is allowed to. */
export async function startHttpProxy(
  target: () => string,
  { beforeRequest, beforeAnswer }: Meddling,
  clean: Clean = onTestFinished,
): Promise<string> {
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    await beforeRequest?.(incoming);
    if (outgoing.destroyed) return;
    const { method, headers, url: path = '/' } = incoming;
    const onward = forward(new URL(path, target()), { method, headers });
    outgoing.on('close', () => onward.destroy());
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const otherStatus = await beforeAnswer?.(incoming, answer);
    if (typeof otherStatus === 'number') {
      outgoing.writeHead(otherStatus).end();
      answer.destroy();
    } else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing).catch(() => outgoing.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  clean(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Something that a test waits for, or lets go of, by hand. */
export function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
