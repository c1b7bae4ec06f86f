import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { serve } from './video-server.js';

/** One whole request as it came over the wire. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Tells connections apart. */
  readonly port: number;
}

export interface GatewayServer {
  readonly url: string;
  readonly heard: readonly Heard[];
}

/** Answers one request. */
export type Answer = (outgoing: ServerResponse, incoming: IncomingMessage) => void;

/** A gateway that hears whole requests and answers each as told, until the test has finished. */
export async function startGateway(answer: Answer): Promise<GatewayServer> {
  const heard: Heard[] = [];
  const hear = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = '', url = '', headers, socket } = incoming;
    const port = socket.remotePort ?? 0;
    heard.push({ method, path: url, headers, body: await text(incoming), port });
    answer(outgoing, incoming);
  };
  const { url, close } = await serve((incoming, outgoing) => {
    hear(incoming, outgoing).catch(() => outgoing.destroy());
  });
  onTestFinished(close);
  return { url, heard };
}

/** Answers with JSON. */
export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (outgoing) =>
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Answers with anything. */
export const raw =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (outgoing) =>
    outgoing.writeHead(status, headers).end(body);

/** A port that hears bytes and speaks no HTTP, until the test has finished. */
export async function startSocket(
  onConnection: (socket: Socket) => void = () => {},
): Promise<{ readonly port: number; readonly connections: () => number; readonly bytes: () => Buffer }> {
  const chunks: Buffer[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, connections: () => sockets.length, bytes: () => Buffer.concat(chunks) };
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
