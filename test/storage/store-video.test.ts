import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { Bucket } from '../../src/storage/bucket.js';
import { maxParts, partBytesFor } from '../../src/storage/part-plan.js';
import { ObjectConflict } from '../../src/storage/publish.js';
import { storeVideo } from '../../src/storage/store-video.js';
import type { VideoSource } from '../../src/storage/video-source.js';
import { UploadLost } from '../../src/storage/upload-lost.js';
import { storeInChild } from '../helpers/store-in-child.js';
import { videoBytes } from '../helpers/video-server.js';
import { bucket, download, s3, serveVideo, useBucket } from './bucket-of-tests.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const mebibyte = 1024 * 1024;
const partBytes = partBytesFor(0);

useBucket();

const sha256 = (bytes: number, seed = 0) =>
  createHash('sha256')
    .update(videoBytes(0, bytes, seed))
    .digest('hex');
const stored = async (key: string) => {
  const hash = createHash('sha256');
  for await (const chunk of bucket.read(key)) hash.update(chunk);
  return hash.digest('hex');
};

/** A bucket that lets a test step in before a verb reaches the real one. */
const intercepted = (verbs: Partial<Bucket>): Bucket => ({ ...bucket, ...verbs });

test.each([
  ['smaller than a part', { bytes: 3 * mebibyte + 1 }],
  ['of exactly one part', { bytes: partBytes }],
  ['of several parts', { bytes: 28 * mebibyte + 17 }],
  ['of several parts, from a server that ignores ranges', { bytes: 28 * mebibyte + 17, ranges: false }],
  ['of unknown length', { bytes: 28 * mebibyte + 17, ranges: false, length: false }],
  ['of unknown length and exactly two parts', { bytes: 2 * partBytes, ranges: false, length: false }],
  ['of unknown length, smaller than a part', { bytes: 1000, ranges: false, length: false }],
])('a video %s arrives byte for byte', async (name, options) => {
  const server = await serveVideo(options);
  const key = `${name}.mp4`;
  let progress = 0;
  const source = await download.openVideo(server.url);
  const result = await storeVideo({ bucket, key, source, onProgress: (bytes) => (progress = bytes) });
  expect(result).toMatchObject({ bytes: options.bytes, sha256: sha256(options.bytes), created: true });
  expect(await stored(key)).toBe(result.sha256);
  expect(await bucket.head(key)).toMatchObject({ bytes: options.bytes, crc32: result.crc32 });
  expect(await bucket.openUploads(key)).toEqual([]);
  expect(progress).toBe(options.bytes);
});

test('storing the same video again leaves the object as it is and succeeds', async () => {
  const server = await serveVideo({ bytes: 15 * mebibyte });
  const store = async () => storeVideo({ bucket, key: 'again.mp4', source: await download.openVideo(server.url) });
  const first = await store();
  expect(await store()).toEqual({ ...first, created: false });
});

test.each([
  ['another length', 2 * mebibyte, 0],
  ['the same length', mebibyte, 1],
])('another video of %s under the key is never replaced', async (name, bytes, seed) => {
  const key = `conflict ${name}.mp4`;
  const there = await serveVideo({ bytes: mebibyte });
  await storeVideo({ bucket, key, source: await download.openVideo(there.url) });
  const other = await serveVideo({ bytes, seed: () => seed });
  const source = await download.openVideo(other.url);
  await expect(storeVideo({ bucket, key, source })).rejects.toThrow(ObjectConflict);
  expect(await stored(key)).toBe(sha256(mebibyte));
});

test('when the answer to the completion is lost, the object decides', async () => {
  const server = await serveVideo({ bytes: 15 * mebibyte });
  const forgetful = intercepted({
    async completeUpload(...args) {
      await bucket.completeUpload(...args);
      throw new Error('connection lost');
    },
  });
  const source = await download.openVideo(server.url);
  const result = await storeVideo({ bucket: forgetful, key: 'lost.mp4', source });
  expect(result).toMatchObject({ sha256: sha256(15 * mebibyte), created: false });
});

test('of attempts at once one makes the object, and the others find it or are told to look again', async () => {
  const server = await serveVideo({ bytes: 28 * mebibyte });
  const store = async () => storeVideo({ bucket, key: 'both.mp4', source: await download.openVideo(server.url) });
  const results = await Promise.allSettled([store(), store(), store()]);
  const kept = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(kept.length).toBeGreaterThan(0);
  for (const { sha256: digest } of kept) expect(digest).toBe(sha256(28 * mebibyte));
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(UploadLost);
  expect(await store()).toMatchObject({ sha256: sha256(28 * mebibyte), created: false });
});

test('an upload that was aborted from elsewhere is reported as lost, and the next attempt stores the video', async () => {
  const server = await serveVideo({ bytes: 15 * mebibyte });
  const swept = intercepted({
    async completeUpload(upload, ...rest) {
      await bucket.abortUpload(upload);
      return bucket.completeUpload(upload, ...rest);
    },
  });
  const open = () => download.openVideo(server.url);
  await expect(storeVideo({ bucket: swept, key: 'swept.mp4', source: await open() })).rejects.toThrow(UploadLost);
  await storeVideo({ bucket, key: 'swept.mp4', source: await open() });
  expect(await stored('swept.mp4')).toBe(sha256(15 * mebibyte));
});

test('a failed attempt leaves its parts, and the next one reads only the others', async () => {
  const server = await serveVideo({ bytes: 40 * mebibyte });
  const failing = intercepted({
    async uploadPart(upload, sent, options) {
      if (sent.partNumber === 3) return sent.part.whole.then(() => Promise.reject(new Error('S3 is away')));
      return bucket.uploadPart(upload, sent, options);
    },
  });
  const source = await download.openVideo(server.url);
  await expect(storeVideo({ bucket: failing, key: 'rest.mp4', source })).rejects.toThrow('S3 is away');
  const before = server.served.length;
  const result = await storeVideo({ bucket, key: 'rest.mp4', source: await download.openVideo(server.url) });
  const rangesRead = server.served.slice(before + 1).map(({ from }) => from / partBytes);
  expect(rangesRead).toEqual([2, 3]);
  expect(result.sha256).toBe(sha256(40 * mebibyte));
  expect(await stored('rest.mp4')).toBe(result.sha256);
});

test('parts of a video that has changed since are not mixed with the new one', async () => {
  let version = 0;
  const server = await serveVideo({ bytes: 28 * mebibyte, etag: () => `"${version}"`, seed: () => version });
  const failing = intercepted({
    async uploadPart(upload, sent, options) {
      if (sent.partNumber === 3) return sent.part.whole.then(() => Promise.reject(new Error('S3 is away')));
      return bucket.uploadPart(upload, sent, options);
    },
  });
  const source = await download.openVideo(server.url);
  await expect(storeVideo({ bucket: failing, key: 'new.mp4', source })).rejects.toThrow('S3 is away');
  version = 1;
  const result = await storeVideo({ bucket, key: 'new.mp4', source: await download.openVideo(server.url) });
  expect(result.sha256).toBe(sha256(28 * mebibyte, 1));
  expect(await stored('new.mp4')).toBe(result.sha256);
});

test.each([
  ['in one piece', 1000],
  ['in parts', partBytes + 1000],
])('a source that turns out wrong at its very end becomes no object (%s)', async (name, bytes) => {
  const key = `wrong ${name}.mp4`;
  const source: VideoSource = {
    bytes,
    version: undefined,
    ranges: true,
    async *read({ from, to } = { from: 0, to: bytes }) {
      yield videoBytes(from, to);
      // Time enough for S3 to make an object of what it has, if it were to.
      for (let looks = 0; looks < 50 && (await bucket.head(key)) === undefined; looks += 1);
      if (to === bytes) throw new Error('it has changed meanwhile');
    },
  };
  await expect(storeVideo({ bucket, key, source })).rejects.toThrow('it has changed meanwhile');
  expect(await bucket.head(key)).toBeUndefined();
});

test.each([true, false])('a killed transfer is finished by another process (ranges: %s)', async (ranges) => {
  const bytes = 60 * mebibyte;
  const key = `killed ${ranges}.mp4`;
  const fifthPart = new EventEmitter();
  const reached = once(fifthPart, 'reached');
  const server = await serveVideo({
    bytes,
    ranges,
    beforeChunk: ({ from, bytes: sent }) => {
      if (from + sent >= 4.5 * partBytes) fifthPart.emit('reached');
    },
  });
  const { child, result } = storeInChild({ s3, link: server.url, key });
  await Promise.race([reached, result]);
  result.catch(() => {});
  child.kill('SIGKILL');
  expect(await bucket.head(key)).toBeUndefined();

  const afterKill = server.served.length;
  const finished = await storeInChild({ s3, link: server.url, key }).result;
  expect(finished).toMatchObject({ bytes, sha256: sha256(bytes), created: true });
  expect(await stored(key)).toBe(finished.sha256);
  expect(await bucket.openUploads(key)).toEqual([]);
  if (!ranges) return;

  const asked = (served: typeof server.served) =>
    new Set(served.filter(({ from, to }) => to - from > 4096).map(({ from }) => from));
  const before = asked(server.served.slice(0, afterKill));
  const twice = [...asked(server.served.slice(afterKill))].filter((from) => before.has(from));
  expect(before.size).toBeGreaterThanOrEqual(5);
  expect(twice.length).toBeLessThanOrEqual(1);
});

test('a part is not asked for before S3 holds the one before it', async () => {
  const key = 'one-at-a-time.mp4';
  const held: [before: number, parts: number][] = [];
  const server = await serveVideo({
    bytes: 56 * mebibyte,
    async beforeChunk({ from, bytes }) {
      if (from === 0 || bytes > 0) return;
      const [upload] = await bucket.openUploads(key);
      const there = (await bucket.parts(upload!)).filter(({ partNumber }) => partNumber <= maxParts);
      held.push([from / partBytes, there.length]);
    },
  });
  await storeVideo({ bucket, key, source: await download.openVideo(server.url) });
  expect(held).toEqual([1, 2, 3, 4].map((before) => [before, before]));
});
