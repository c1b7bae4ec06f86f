import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createGuardedConnector, isPublicAddress, type Lookup } from '../../src/providers/address-guard.js';
import { DownloadError } from '../../src/providers/download-error.js';
import { createVideoDownload, type VideoDownloadOptions } from '../../src/providers/download.js';
import { steadyBody } from '../../src/providers/steady-body.js';
import { serve, startVideoServer, videoBytes, type VideoServerOptions } from '../helpers/video-server.js';

function opener(options: VideoDownloadOptions = {}) {
  const download = createVideoDownload({ allowPrivateHosts: ['127.0.0.1'], ...options });
  onTestFinished(() => download.close());
  return download;
}

async function serveVideo(options: VideoServerOptions) {
  const server = await startVideoServer(options);
  onTestFinished(() => server.close());
  return server;
}

async function serveAnswers(listener: RequestListener) {
  const server = await serve(listener);
  onTestFinished(() => server.close());
  return `${server.url}/result.mp4?signature=secret`;
}

/** The failure of `reading`, which tells no secret. */
async function failureOf(reading: Promise<unknown>): Promise<DownloadError> {
  const error: unknown = await reading.then(
    () => expect.unreachable('the download succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DownloadError)) throw error;
  expect(inspect(error, { showHidden: true, depth: 5 })).not.toContain('secret');
  return error;
}

test('a video is read in any ranges, and as a whole', async () => {
  const server = await serveVideo({ bytes: 300_000 });
  const video = await opener().openVideo(server.url);
  expect(video).toMatchObject({ bytes: 300_000, ranges: true, version: '"one"' });
  expect(await buffer(video.read({ from: 70_000, to: 200_001 }))).toEqual(videoBytes(70_000, 200_001));
  expect(await buffer(video.read())).toEqual(videoBytes(0, 300_000));
});

test.each([true, false])('a server that ignores ranges is read as one stream (length told: %s)', async (length) => {
  const server = await serveVideo({ bytes: 300_000, ranges: false, length });
  const video = await opener().openVideo(server.url);
  expect(video).toMatchObject({ bytes: length ? 300_000 : undefined, ranges: false });
  expect(await buffer(video.read())).toEqual(videoBytes(0, 300_000));
  expect(server.served).toHaveLength(1);
});

test('no credential and no encoding is offered', async () => {
  let headers = {};
  const link = await serveAnswers((incoming, outgoing) => {
    headers = incoming.headers;
    outgoing.end(videoBytes(0, 100));
  });
  await opener().openVideo(link);
  expect(headers).toMatchObject({ 'accept-encoding': 'identity' });
  expect(headers).not.toHaveProperty('authorization');
  expect(headers).not.toHaveProperty('cookie');
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.0.8',
  '::1',
  '::',
  '::7f00:1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a83f:8110',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'localhost',
])('%s is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '47.88.1.2', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is a public address', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  'http://127.0.0.1',
  'http://2130706433',
  'http://0x7f.1',
  'http://localhost',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
])('a link to %s is refused without a connection', async (origin) => {
  let connections = 0;
  const url = new URL(await serveAnswers(() => (connections += 1)));
  const error = await failureOf(opener({ allowPrivateHosts: [] }).openVideo(`${origin}:${url.port}/?secret`));
  expect(error.reason).toBe('refused-address');
  expect(connections).toBe(0);
});

test.each(['ftp://files.test/secret', 'file:///etc/secret', 'data:video/mp4,secret', 'http://user:secret@127.0.0.1/'])(
  'a link like %s is refused',
  async (link) => {
    expect((await failureOf(opener().openVideo(link))).reason).toBe('refused-address');
  },
);

test('only the very host and port that were allowed are let through', async () => {
  const url = new URL((await serveVideo({ bytes: 5000 })).url);
  await opener({ allowPrivateHosts: [url.host] }).openVideo(url.href);
  const other = opener({ allowPrivateHosts: [`127.0.0.1:${Number(url.port) + 1}`, 'localhost'] });
  expect((await failureOf(other.openVideo(url.href))).reason).toBe('refused-address');
});

test('a redirect to a private address is refused, though the first host was let through', async () => {
  const inside = new URL((await serveVideo({ bytes: 5000 })).url);
  const link = new URL(await serveAnswers((_, outgoing) => outgoing.writeHead(302, { location: inside.href }).end()));
  const error = await failureOf(opener({ allowPrivateHosts: [link.host] }).openVideo(link.href));
  expect(error.reason).toBe('refused-address');
});

test('redirects are followed, five at most', async () => {
  const { url } = await serveVideo({ bytes: 5000 });
  const chain = (hops: number) =>
    serveAnswers((incoming, outgoing) => {
      const hop = Number(new URL(incoming.url!, 'http://host').searchParams.get('hop') ?? 1);
      outgoing.writeHead(302, { location: hop === hops ? url : `/?hop=${hop + 1}` }).end();
    });
  expect((await opener().openVideo(await chain(5))).bytes).toBe(5000);
  expect((await failureOf(opener().openVideo(await chain(6)))).reason).toBe('unreachable');
});

test('a redirect without a target or to another protocol is an error', async () => {
  const nowhere = await serveAnswers((_, outgoing) => outgoing.writeHead(302).end());
  expect(await failureOf(opener().openVideo(nowhere))).toMatchObject({ reason: 'unreachable', status: 302 });
  const file = await serveAnswers((_, outgoing) => outgoing.writeHead(302, { location: 'file:///etc/secret' }).end());
  expect(await failureOf(opener().openVideo(file))).toMatchObject({ reason: 'refused-address' });
});

test('the addresses that are judged are the ones connected to', async () => {
  const { port } = new URL(await serveAnswers(() => {}));
  const answers = [
    [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    [{ address: '127.0.0.1', family: 4 }],
  ];
  for (const found of answers) {
    const lookup: Lookup = (_hostname, _options, callback) => callback(null, found);
    const connect = createGuardedConnector({ lookup });
    const error = await new Promise((resolve) =>
      connect({ hostname: 'rebinding.test', protocol: 'http:', port }, (...[failure]) => resolve(failure)),
    );
    expect(error).toMatchObject({ reason: 'refused-address' });
  }
});

test.each([401, 403, 404, 410])('status %i means that the link is dead', async (status) => {
  const link = await serveAnswers((_, outgoing) => outgoing.writeHead(status).end('<Error/>'));
  expect(await failureOf(opener().openVideo(link))).toMatchObject({ reason: 'link-dead', status });
});

test.each([429, 500, 503])('status %i means that the host cannot be reached now', async (status) => {
  const link = await serveAnswers((_, outgoing) => outgoing.writeHead(status).end());
  expect(await failureOf(opener().openVideo(link))).toMatchObject({ reason: 'unreachable', status });
});

test('a host that is not there cannot be reached', async () => {
  const gone = await serve(() => {});
  await gone.close();
  expect((await failureOf(opener().openVideo(`${gone.url}/?secret`))).reason).toBe('unreachable');
});

test('text that is no URL is an error that does not repeat it', async () => {
  expect((await failureOf(opener().openVideo('not a url secret'))).reason).toBe('unreachable');
});

test.each([
  ['<!DOCTYPE html><html>', 'an HTML page'],
  ['<?xml version="1.0"?><Error/>', 'an XML document'],
  ['{"error":"expired"}', 'a JSON document'],
  ['', 'nothing'],
  ['RIFF....AVI LIST', 'unknown bytes'],
])('%j is not taken for a video', async (body, look) => {
  const link = await serveAnswers((_, outgoing) => outgoing.end(body));
  const error = await failureOf(opener().openVideo(link));
  expect(error).toMatchObject({ reason: 'not-a-video', message: expect.stringContaining(look) });
});

test('a video longer than allowed is refused before it is read, or once it turns out to be', async () => {
  const told = await serveVideo({ bytes: 300_000 });
  expect((await failureOf(opener({ maxBytes: 299_999 }).openVideo(told.url))).reason).toBe('too-large');
  const untold = await serveVideo({ bytes: 300_000, ranges: false, length: false });
  const video = await opener({ maxBytes: 200_000 }).openVideo(untold.url);
  expect((await failureOf(buffer(video.read()))).reason).toBe('too-large');
});

test.each([true, false])('a body that ends too early is noticed (ranges: %s)', async (ranges) => {
  const { url } = await serveVideo({
    bytes: 500_000,
    ranges,
    beforeChunk: ({ from, to, bytes }) => {
      if (to - from > 4096 && bytes > 100_000) throw new Error('cut');
    },
  });
  const video = await opener().openVideo(url);
  expect((await failureOf(buffer(video.read()))).reason).toBe('truncated');
});

test('a range that is answered with fewer bytes than asked for is noticed', async () => {
  const link = await serveAnswers((incoming, outgoing) => {
    const from = Number(/bytes=(\d+)-/.exec(incoming.headers.range ?? '')?.[1]);
    outgoing.writeHead(206, { 'content-range': `bytes ${from}-${from + 999}/50000`, 'content-length': 1000 });
    outgoing.end(videoBytes(from, from + 1000));
  });
  const video = await opener().openVideo(link);
  expect((await failureOf(buffer(video.read({ from: 10_000, to: 20_000 })))).reason).toBe('truncated');
});

test.each(['etag', 'length'])('a video whose %s changes between two ranges is noticed', async (what) => {
  let requests = 0;
  const link = await serveAnswers((incoming, outgoing) => {
    requests += 1;
    const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(incoming.headers.range ?? '') ?? [];
    const isLater = requests > 2;
    const total = what === 'length' && isLater ? 50_001 : 50_000;
    const etag = what === 'etag' && isLater ? 'W/"two"' : 'W/"one"';
    outgoing.writeHead(206, { 'content-range': `bytes ${from}-${to}/${total}`, etag });
    outgoing.end(videoBytes(Number(from), Number(to) + 1));
  });
  const video = await opener().openVideo(link);
  await buffer(video.read({ from: 0, to: 10_000 }));
  expect((await failureOf(buffer(video.read({ from: 10_000, to: 20_000 })))).reason).toBe('changed');
});

test('a server is asked for a range of the very version that was opened', async () => {
  let version = 'one';
  const server = await serveVideo({ bytes: 50_000, etag: () => `"${version}"` });
  const video = await opener().openVideo(server.url);
  version = 'two';
  expect((await failureOf(buffer(video.read({ from: 10_000, to: 20_000 })))).reason).toBe('changed');
  expect(server.served.at(-1)).toMatchObject({ from: 0, to: 50_000 });
});

async function* drip() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    yield new Uint8Array(1);
  }
}

test('a body that drips is given up, however long it would go on', async () => {
  const limits = { host: 'slow.test', bytes: undefined, maxBytes: Infinity, windowMs: 50, minBytesPerSecond: 10_000 };
  expect((await failureOf(buffer(steadyBody(drip(), limits)))).reason).toBe('timed-out');
});

async function* atOnce() {
  for (let chunk = 0; chunk < 10; chunk += 1) yield new Uint8Array(10);
}

test('a slow reader is not mistaken for a slow server', async () => {
  const limits = { host: 'fast.test', bytes: 100, maxBytes: 100, windowMs: 100, minBytesPerSecond: 1e9 };
  for await (const _ of steadyBody(atOnce(), limits)) await new Promise((resolve) => setTimeout(resolve, 20));
});

test('reading stops when it is told to', async () => {
  const controller = new AbortController();
  const server = await serveVideo({ bytes: 10_000_000 });
  const video = await opener().openVideo(server.url, { signal: controller.signal });
  const reading = (async () => {
    for await (const _ of video.read()) controller.abort();
  })();
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
