import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';

/** One answered request of a video server. */
export interface Served {
  readonly from: number;
  readonly to: number;
  /** What was handed to the connection, which may be less when it was cut. */
  bytes: number;
}

export interface VideoServer {
  readonly url: string;
  readonly served: readonly Served[];
  close(): Promise<void>;
}

export interface VideoServerOptions {
  readonly bytes: number;
  /** Asked anew for each request. @default '"one"' */
  readonly etag?: () => string;
  /** Whether `Range` is honoured. @default true */
  readonly ranges?: boolean;
  /** Whether the length is told. @default true */
  readonly length?: boolean;
  /** Makes another file of the same length. @default 0 */
  readonly seed?: () => number;
  /** How long it is by its boxes. @default as long as it is */
  readonly announcedBytes?: number;
  /** Awaited before each chunk. The connection is cut if it fails. */
  readonly beforeChunk?: (served: Served) => Promise<void> | void;
}

const blockBytes = 64 * 1024;

/** A whole MP4 file by its boxes, wherever it ends: the last one goes on to the end, unless more is announced. */
function start(seed: number, announcedBytes: number): Buffer {
  const boxes = Buffer.from(`\0\0\0\x10ftypisom${String(seed).padEnd(4)}\0\0\0\x08moov\0\0\0\0mdat`, 'latin1');
  if (announcedBytes > 0) boxes.writeUInt32BE(announcedBytes - boxes.indexOf('mdat') + 4, boxes.indexOf('mdat') - 4);
  return boxes;
}

/**
 * Any stretch of an endless file that begins like an MP4; every block of it differs. By its boxes it ends wherever it
 * ends, or after `announcedBytes`.
 */
export function videoBytes(from: number, to: number, seed = 0, announcedBytes = 0): Buffer {
  const bytes = Buffer.allocUnsafe(to - from);
  for (let at = from; at < to;) {
    const block = Math.floor(at / blockBytes);
    const end = Math.min(to, (block + 1) * blockBytes);
    bytes.fill((block * 31 + seed * 7 + 1) % 251, at - from, end - from);
    const stamp = block === 0 ? start(seed, announcedBytes) : Buffer.from(`block ${block} of ${seed} `);
    const stampFrom = block * blockBytes;
    if (at < stampFrom + stamp.length) stamp.copy(bytes, at - from, at - stampFrom, end - stampFrom);
    at = end;
  }
  return bytes;
}

/** Serves a made-up video of any length without ever holding it. */
export async function startVideoServer(options: VideoServerOptions): Promise<VideoServer> {
  const served: Served[] = [];
  const server = await serve((incoming, outgoing) => {
    answer(options, served, incoming, outgoing).catch(() => outgoing.destroy());
  });
  return { ...server, url: `${server.url}/video.mp4?signature=secret`, served };
}

async function answer(options: VideoServerOptions, log: Served[], incoming: IncomingMessage, outgoing: ServerResponse) {
  const {
    bytes,
    etag = () => '"one"',
    ranges = true,
    length = true,
    seed = () => 0,
    announcedBytes,
    beforeChunk,
  } = options;
  const mark = etag();
  const asked = /^bytes=(\d+)-(\d+)$/.exec(incoming.headers.range ?? '');
  const condition = incoming.headers['if-range'];
  const isPart = ranges && asked !== null && (condition === undefined || condition === mark);
  const from = isPart ? Number(asked[1]) : 0;
  const to = isPart ? Math.min(Number(asked[2]) + 1, bytes) : bytes;
  const entry: Served = { from, to, bytes: 0 };
  log.push(entry);
  outgoing.writeHead(isPart ? 206 : 200, {
    'content-type': 'video/mp4',
    etag: mark,
    ...(isPart && { 'content-range': `bytes ${from}-${to - 1}/${bytes}` }),
    ...(length && { 'content-length': to - from }),
  });
  for (let at = from; at < to && !outgoing.destroyed;) {
    await beforeChunk?.(entry);
    const chunk = videoBytes(at, Math.min(at + blockBytes, to), seed(), announcedBytes);
    at += chunk.length;
    entry.bytes += chunk.length;
    if (!outgoing.write(chunk)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off('drain', settle).off('close', settle);
      resolve();
    };
    outgoing.on('drain', settle).on('close', settle);
  });
}

/** Serves `listener` on a free port of this machine. */
export async function serve(listener: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
