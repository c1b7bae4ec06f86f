import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import { ObjectConflict } from '../../src/storage/publish.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import { storeVideo } from '../../src/storage/store-video.js';
import { UploadLost } from '../../src/storage/upload-lost.js';
import { startHttpProxy, type Meddling } from '../helpers/http-proxy.js';
import { videoBytes } from '../helpers/video-server.js';
import { bucket, download, s3, serveVideo, useBucket } from './bucket-of-tests.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const mebibyte = 1024 * 1024;
const large = 28 * mebibyte + 17;
const small = 300_000;

useBucket();

const verbs = {
  put: ({ method, url = '' }: IncomingMessage) => method === 'PUT' && !url.includes('partNumber='),
  part: ({ method, url = '' }: IncomingMessage) => method === 'PUT' && /partNumber=\d{1,3}(&|$)/.test(url),
  complete: ({ method, url = '' }: IncomingMessage) => method === 'POST' && url.includes('uploadId='),
} as const;

const fault = (status: number, code: string) => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>by the test</Message></Error>`,
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A bucket behind a proxy that meddles, and a way to store a made-up video in it. */
async function behind(meddling: Meddling, options: { readonly trailingChecksums?: boolean } = {}) {
  const endpoint = await startHttpProxy(() => s3.endpoint, meddling);
  const client = createS3Client({ ...s3.clientOptions, endpoint });
  const meddled = createS3Bucket({ client, bucket: s3.bucket, ...options });
  return async (key: string, bytes: number) => {
    const server = await serveVideo({ bytes });
    return storeVideo({ bucket: meddled, key, source: await download.openVideo(server.url) });
  };
}

async function expectStored(key: string, bytes: number): Promise<void> {
  const chunks = [];
  for await (const chunk of bucket.read(key)) chunks.push(chunk);
  expect(sha256(Buffer.concat(chunks))).toBe(sha256(videoBytes(0, bytes)));
  expect(await bucket.openUploads(key)).toEqual([]);
}

/** Whether this is one of the first `times` requests that `verb` matches. */
function firstOf(verb: (incoming: IncomingMessage) => boolean, times: number) {
  let seen = 0;
  return (incoming: IncomingMessage) => verb(incoming) && (seen += 1) <= times;
}

test.each([
  ['put', 500, 'InternalError', small],
  ['put', 503, 'SlowDown', small],
  ['put', 409, 'ConditionalRequestConflict', small],
  ['part', 500, 'InternalError', large],
  ['part', 503, 'SlowDown', large],
  ['complete', 500, 'InternalError', large],
  ['complete', 503, 'SlowDown', large],
  ['complete', 409, 'ConditionalRequestConflict', large],
] as const)('a %s that S3 answers with %i %s is repeated until it gets through', async (verb, status, code, bytes) => {
  const key = `${verb} ${code}.mp4`;
  const meddle = firstOf(verbs[verb], 2);
  let met = 0;
  const store = await behind({
    instead(incoming) {
      if (!meddle(incoming)) return undefined;
      met += 1;
      return fault(status, code);
    },
  });
  expect(await store(key, bytes)).toMatchObject({ bytes, created: true });
  expect(met).toBe(2);
  await expectStored(key, bytes);
});

test('a part whose connection is lost half-way is sent again, without reading it again', async () => {
  const meddle = firstOf(verbs.part, 1);
  let cut: IncomingMessage | undefined;
  let lost = 0;
  const store = await behind({
    beforeRequest(incoming) {
      if (meddle(incoming)) cut = incoming;
    },
    onData(incoming, chunk, bytesBefore) {
      if (incoming !== cut || bytesBefore < 4 * mebibyte) return chunk;
      lost += 1;
      throw new Error('the connection is lost');
    },
  });
  expect(await store('cut.mp4', large)).toMatchObject({ created: true });
  expect(lost).toBe(1);
  await expectStored('cut.mp4', large);
});

test.each([
  ['part', large, true],
  ['part', large, false],
  ['put', small, true],
  ['put', small, false],
] as const)(
  'a %s that is damaged on its way never gets into the bucket (%i bytes, trailers: %s)',
  async (verb, bytes, trailers) => {
    const key = `damaged ${verb} ${trailers}.mp4`;
    const meddle = firstOf(verbs[verb], 1);
    let damaged: IncomingMessage | undefined;
    const store = await behind(
      {
        beforeRequest(incoming) {
          if (meddle(incoming)) damaged = incoming;
        },
        onData(incoming, chunk, bytesBefore) {
          if (incoming !== damaged || bytesBefore > 0) return chunk;
          const copy = Buffer.from(chunk);
          copy[1000] = (copy[1000] ?? 0) ^ 1;
          return copy;
        },
      },
      { trailingChecksums: trailers },
    );
    // From memory it is sent with the checksum in front, and S3's refusal of that is final: the next attempt goes on.
    if (!trailers) await expect(store(key, bytes)).rejects.toThrow('CRC32');
    expect(await store(key, bytes)).toMatchObject({ created: true });
    expect(damaged).toBeDefined();
    await expectStored(key, bytes);
  },
);

test.each([
  ['behind each part, while it arrives', true, 'x-amz-trailer'],
  ['in front of each part', false, 'x-amz-checksum-crc32'],
])('checksums go %s', async (_, trailingChecksums, header) => {
  const key = `checksums ${header}.mp4`;
  const seen: Record<string, unknown>[] = [];
  const store = await behind(
    { beforeRequest: (incoming) => void (verbs.part(incoming) && seen.push(incoming.headers)) },
    { trailingChecksums },
  );
  await store(key, large);
  expect(seen).toHaveLength(3);
  for (const headers of seen) {
    expect(Object.keys(headers).filter((name) => /^x-amz-(trailer|checksum-crc32)$/.test(name))).toEqual([header]);
    expect(headers).toHaveProperty('content-length');
  }
  await expectStored(key, large);
});

test.each([
  ['put', small],
  ['complete', large],
] as const)('when the answer to a %s is lost, the object decides', async (verb, bytes) => {
  const key = `lost ${verb}.mp4`;
  let lost = 0;
  const store = await behind({
    async beforeAnswer(incoming) {
      if (!verbs[verb](incoming) || lost > 0) return;
      lost += 1;
      throw new Error('this answer is lost');
    },
  });
  expect(await store(key, bytes)).toMatchObject({ bytes, sha256: sha256(videoBytes(0, bytes)) });
  expect(lost).toBe(1);
  await expectStored(key, bytes);
});

test.each([
  ['put', small],
  ['complete', large],
] as const)('a %s that finds the same video there succeeds, and another one is left as it is', async (verb, bytes) => {
  for (const [name, seed] of [
    ['same', 0],
    ['other', 1],
  ] as const) {
    const key = `taken ${verb} ${name}.mp4`;
    let taken = false;
    const store = await behind({
      async beforeRequest(incoming) {
        if (taken || !verbs[verb](incoming)) return;
        taken = true;
        await bucket.create(key, videoBytes(0, bytes, seed), { contentType: 'video/mp4' });
      },
    });
    const outcome = store(key, bytes);
    if (name === 'same') expect(await outcome).toMatchObject({ created: false });
    else await expect(outcome).rejects.toThrow(ObjectConflict);
    expect(taken).toBe(true);
    expect((await bucket.head(key))?.bytes).toBe(bytes);
  }
});

test('an upload that is gone when a part comes is reported as lost, and the next attempt begins another', async () => {
  const key = 'gone.mp4';
  let gone = false;
  const store = await behind({
    async beforeRequest(incoming) {
      if (gone || !verbs.part(incoming)) return;
      gone = true;
      for (const upload of await bucket.openUploads(key)) await bucket.abortUpload(upload);
    },
  });
  await expect(store(key, large)).rejects.toThrow(UploadLost);
  expect(await store(key, large)).toMatchObject({ created: true });
  await expectStored(key, large);
});
