import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, constants, createServer as createHttp2Server } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Clean } from './reelwork-process.js';

/** Where an exchange between a client and a server can be held. */
export type Cut =
  /** Before the server has anything of the request. */
  | 'before'
  /** When the server has half of the request's body. */
  | 'halfway'
  /** When the server has answered, and the client has nothing of the answer. */
  | 'after'
  /** When the client has the first byte of the answer's body. */
  | 'first-byte';

/** One request and its answer: the same object at each step. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** Of the request. */
  readonly body: Buffer;
  /** Of the answer, once there is one. */
  answer: Buffer;
}

/** Hears of every step of every exchange; the exchange goes on when it resolves. */
export type Watch = (cut: Cut, exchange: Exchange) => Promise<void>;

const nothing = Buffer.alloc(0);
const half = (body: Buffer): number => Math.floor(body.length / 2);

/** A proxy in front of an HTTP server on this machine that passes everything on unchanged, when it is allowed to. */
export async function watchHttp(target: () => string, watch: Watch, clean: Clean): Promise<string> {
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url: path = '/', headers } = incoming;
    const body = await buffer(incoming);
    const exchange: Exchange = { method, path, body, answer: nothing };
    await watch('before', exchange);
    if (outgoing.destroyed) return;
    const onward = forward(new URL(path, target()), { method, headers });
    outgoing.on('close', () => onward.destroy());
    onward.on('error', () => outgoing.destroy());
    onward.write(body.subarray(0, half(body)));
    await watch('halfway', exchange);
    onward.end(body.subarray(half(body)));
    const [answered] = (await once(onward, 'response')) as [IncomingMessage];
    exchange.answer = await buffer(answered);
    await watch('after', exchange);
    outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
    outgoing.write(exchange.answer.subarray(0, 1));
    await watch('first-byte', exchange);
    outgoing.end(exchange.answer.subarray(1));
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing).catch(() => outgoing.destroy()));
  clean(() => server.closeAllConnections());
  return `http://${await listen(server, clean)}`;
}

/** A proxy in front of a gRPC server on this machine, for calls with one request and one answer. Gives `host:port`. */
export async function watchGrpc(target: string, watch: Watch, clean: Clean): Promise<string> {
  async function handle(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, onward: ClientHttp2Session) {
    const { ':path': path = '', ':method': method = '' } = headers;
    const sent = await buffer(stream);
    const exchange: Exchange = {
      method,
      path: path.slice(path.lastIndexOf('/') + 1),
      body: message(sent),
      answer: nothing,
    };
    await watch('before', exchange);
    if (stream.destroyed) return;
    const call = onward.request(headers);
    call.on('error', () => stream.close(constants.NGHTTP2_CANCEL));
    stream.on('close', () => call.close(constants.NGHTTP2_CANCEL));
    let trailers: IncomingHttpHeaders | undefined;
    call.on('trailers', (given: IncomingHttpHeaders) => (trailers = given));
    call.end(sent);
    const [answered] = (await once(call, 'response')) as [IncomingHttpHeaders];
    exchange.answer = await buffer(call);
    await watch('after', exchange);
    if (stream.destroyed) return;
    stream.respond(answered, trailers === undefined ? { endStream: true } : { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers ?? {}));
    if (trailers !== undefined) stream.end(exchange.answer);
  }

  const server = createHttp2Server();
  server.on('session', (session) => {
    const onward = connect(`http://${target}`);
    onward.on('error', () => session.destroy());
    session.on('error', () => {});
    session.on('close', () => onward.destroy());
    session.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      void handle(stream, headers, onward).catch(() => stream.close(constants.NGHTTP2_CANCEL));
    });
    clean(() => session.destroy());
  });
  return listen(server, clean);
}

/** The message in a gRPC body: behind a flag that says whether it is compressed, and its length. */
const message = (body: Buffer): Buffer => (body[0] === 1 ? gunzipSync(body.subarray(5)) : body.subarray(5));

async function listen(server: Server, clean: Clean): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  clean(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
