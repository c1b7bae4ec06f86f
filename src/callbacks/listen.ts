import { once } from 'node:events';
import { serve, type ServerType } from '@hono/node-server';

export interface ListenOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Serves a web-standard handler over HTTP, next to `GET /health`. Rejects when the address can't be had. */
export async function listen(
  handle: (request: Request) => Promise<Response>,
  { host = '127.0.0.1', port }: ListenOptions,
): Promise<Listening> {
  const fetch = async (request: Request) =>
    new URL(request.url).pathname === '/health' ? new Response('ok\n') : handle(request);
  const server: ServerType = serve({ fetch, hostname: host, port });
  await once(server, 'listening');
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}
