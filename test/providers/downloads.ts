import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { DownloadError } from '../../src/providers/download-error.js';
import { createVideoDownload, type VideoDownloadOptions } from '../../src/providers/download.js';
import { serve, startVideoServer, type VideoServerOptions } from '../helpers/video-server.js';

/** A download that may read from this machine, unless told otherwise. */
export function opener(options: VideoDownloadOptions = {}) {
  const download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'], ...options });
  onTestFinished(() => download.close());
  return download;
}

export async function serveVideo(options: VideoServerOptions) {
  const server = await startVideoServer(options);
  onTestFinished(() => server.close());
  return server;
}

/** Serves `listener` until the test ends, behind a link with a secret in it. */
export async function serveAnswers(listener: RequestListener) {
  const server = await serve(listener);
  onTestFinished(() => server.close());
  return `${server.url}/result.mp4?signature=secret`;
}

/** Answers every request with bytes of its own choosing. `answer` is given what was asked, and the connection. */
export async function serveBytes(answer: (asked: string, socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('data', (asked) => answer(asked.toString('latin1'), socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/result.mp4?signature=secret`;
}

/** The failure of `reading`, which tells no secret. */
export async function failureOf(reading: Promise<unknown>): Promise<DownloadError> {
  const error: unknown = await reading.then(
    () => expect.unreachable('the download succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DownloadError)) throw error;
  expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('secret');
  return error;
}
