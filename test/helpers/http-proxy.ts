import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Clean } from './reelwork-process.js';

/** An answer that did not come from the server. */
export interface InsteadAnswer {
  readonly status: number;
  readonly body?: string;
}

/** What a test does to the traffic between two real parties. */
export interface Meddling {
  /** Resolves when a request may go on to the server. */
  readonly beforeRequest?: (incoming: IncomingMessage) => Promise<void> | void;
  /** An answer that goes back at once: the server never hears of the request. */
  readonly instead?: (incoming: IncomingMessage) => InsteadAnswer | undefined;
  /** Changes what goes on to the server, or ends the connection by throwing. */
  readonly onData?: (incoming: IncomingMessage, chunk: Buffer, bytesBefore: number) => Buffer;
  /** Resolves when the server's answer may go back, or with the status of an empty answer that goes instead. */
  readonly beforeAnswer?: (
    incoming: IncomingMessage,
    answer: IncomingMessage,
  ) => Promise<number | void> | number | void;
}

/** A proxy in front of a server on this machine that passes everything on unchanged, when it is allowed to. */
export async function startHttpProxy(
  target: () => string,
  { beforeRequest, instead, onData, beforeAnswer }: Meddling,
  clean: Clean = onTestFinished,
): Promise<string> {
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    await beforeRequest?.(incoming);
    if (outgoing.destroyed) return;
    const { method, headers, url: path = '/' } = incoming;
    const otherAnswer = instead?.(incoming);
    if (otherAnswer !== undefined) {
      incoming.resume();
      await once(incoming, 'end');
      outgoing.writeHead(otherAnswer.status).end(otherAnswer.body);
      return;
    }
    const onward = forward(new URL(path, target()), { method, headers });
    outgoing.on('close', () => onward.destroy());
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(meddled(incoming)).pipe(onward);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const otherStatus = await beforeAnswer?.(incoming, answer);
    if (typeof otherStatus === 'number') {
      outgoing.writeHead(otherStatus).end();
      answer.destroy();
    } else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
  }

  function meddled(incoming: IncomingMessage): Transform {
    let bytes = 0;
    return new Transform({
      transform(chunk: Buffer, _, done) {
        try {
          done(null, onData?.(incoming, chunk, bytes) ?? chunk);
          bytes += chunk.byteLength;
        } catch {
          incoming.destroy();
        }
      },
    });
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
