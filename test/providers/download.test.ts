import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { steadyBody } from '../../src/providers/steady-body.js';
import { serve, videoBytes } from '../helpers/video-server.js';
import { failureOf, opener, serveAnswers, serveVideo } from './downloads.js';

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

test.each([
  ['by its date, where it has no ETag', { 'last-modified': 'Tue, 01 Sep 2026 10:00:00 GMT' }, 1],
  ['by what it begins with, where it has neither', {}, 2],
])('a video that changes at the same length is known %s', async (_, mark, readsUntilNoticed) => {
  let seed = 0;
  const dates = ['Tue, 01 Sep 2026 10:00:00 GMT', 'Tue, 01 Sep 2026 10:00:09 GMT'];
  const link = await serveAnswers((incoming, outgoing) => {
    const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(incoming.headers.range ?? '') ?? [];
    const date = 'last-modified' in mark && { 'last-modified': dates[seed] };
    outgoing.writeHead(206, { 'content-range': `bytes ${from}-${to}/30000`, ...date });
    outgoing.end(videoBytes(Number(from), Number(to) + 1, seed));
  });
  const video = await opener().openVideo(link);
  const reads = [0, 10_000, 20_000].map((from) => () => buffer(video.read({ from, to: from + 10_000 })));
  await reads[0]!();
  seed = 1;
  for (const read of reads.slice(1, readsUntilNoticed)) await read();
  expect((await failureOf(reads[readsUntilNoticed]!())).reason).toBe('changed');
  expect((await opener().openVideo(link)).version).not.toBe(video.version);
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
