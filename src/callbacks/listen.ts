import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { callbackLimits } from '../domain/time-limits.js';

/** Where to listen. */
export interface ListenOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How long a sender may take over its headers, in milliseconds. @default 10_000 */
  readonly headersTimeoutMs?: number | undefined;
  /** How many connections there may be; more are turned away at once. @default 2_000 */
  readonly mostConnections?: number | undefined;
}

/** A receiver that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** How often connections are looked at for their time, in milliseconds. */
const betweenLooksMs = 500;

/** How long a connection without a request is kept, in milliseconds. */
const keepAliveMs = 5_000;

/** Larger headers are refused, in bytes. */
const largestHeaders = 16 * 1024;

/** Serves a web-standard handler over HTTP, next to `GET /health`. Rejects when the address can't be had. */
export async function listen(
  handle: (request: Request) => Promise<Response>,
  {
    host = '127.0.0.1',
    port,
    headersTimeoutMs = callbackLimits.headers * 1000,
    mostConnections = 2_000,
  }: ListenOptions,
): Promise<Listening> {
  let closing = false;
  const fetch = async (request: Request) => {
    const response = new URL(request.url).pathname === '/health' ? new Response('ok\n') : await handle(request);
    if (closing) response.headers.set('connection', 'close');
    return response;
  };
  const answer = getRequestListener(fetch, { hostname: host, overrideGlobalObjects: false });
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: callbackLimits.gatewayWaits * 1000,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: betweenLooksMs,
      maxHeaderSize: largestHeaders,
    },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  server.maxConnections = mostConnections;
  const stop = createStop(server);
  server.listen({ port, host, backlog: mostConnections });
  await once(server, 'listening');
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close() {
      closing = true;
      return stop();
    },
  };
}

/** Ends a server once it has answered what it has heard whole, or after the time that a callback may take. */
function createStop(server: Server): () => Promise<void> {
  let underWay = 0;
  let stopping = false;
  const cutIfDone = () => {
    if (stopping && underWay === 0) server.closeAllConnections();
  };
  server.on('request', (_, outgoing) => {
    underWay += 1;
    outgoing.once('close', () => {
      underWay -= 1;
      cutIfDone();
    });
  });
  return async () => {
    stopping = true;
    const closed = once(server, 'close');
    server.close();
    cutIfDone();
    const cut = setTimeout(() => server.closeAllConnections(), callbackLimits.stop * 1000);
    await closed;
    clearTimeout(cut);
  };
}
