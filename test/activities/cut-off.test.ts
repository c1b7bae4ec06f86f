import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { ArchiveOutcome } from '../../src/activities/archive-video.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { serve, startVideoServer, videoBytes } from '../helpers/video-server.js';
import { acceptedBefore, activitiesAt, failureOf, model, type ActivitiesOptions } from './activities.js';
import { completed } from './completed-task.js';

const mebibyte = 1024 * 1024;
const sizes = { small: 300_000, large: 28 * mebibyte };

useS3();

const submission = acceptedBefore(900);
const order = { model, submission, requestedAt: submission.acceptedAt };

/** A finished task of one generation, whose file of `bytes` bytes the gateway serves as far as it is told to. */
async function finishedTask(bytes: number, options: { readonly ranges?: boolean; readonly length?: boolean } = {}) {
  let link = '';
  let served: readonly { readonly bytes: number }[] = [];
  const gateway = await startGateway((outgoing, incoming) =>
    json(200, { ...completed, id: submission.task.taskId, results: [link] })(outgoing, incoming),
  );
  const { id, bucket, keys } = activitiesAt(s3, gateway.url);
  const attempt = (more: ActivitiesOptions = {}): Promise<ArchiveOutcome> => {
    const { environment, activities } = activitiesAt(s3, gateway.url, {
      allowPrivateHosts: ['127.0.0.1'],
      id,
      ...more,
    });
    return environment.run(activities.transfer.archiveVideo, order);
  };
  return {
    attempt,
    bucket,
    video: keys.video(id),
    copy: (length: number) => `${keys.cutOff(id, 1)}${length}.mp4`,
    copies: async () => (await Readable.from(bucket.list(keys.cutOff(id, 1))).toArray()).map(({ key }) => key),
    bytesServed: () => served.reduce((sum, { bytes: some }) => sum + some, 0),
    async serveUntil(length: number) {
      const server = await startVideoServer({ bytes: length, announcedBytes: bytes, ...options });
      onTestFinished(() => server.close());
      link = server.url;
      served = server.served;
    },
    async killLinks() {
      const dead = await serve((_, outgoing) => outgoing.writeHead(403).end());
      onTestFinished(() => dead.close());
      link = `${dead.url}/video.mp4`;
    },
  };
}

test.each([
  ['small', sizes.small, {}],
  ['small, of untold length', sizes.small, { ranges: false, length: false }],
  ['large', sizes.large, {}],
  ['large, from a host without ranges', sizes.large, { ranges: false }],
  ['large, of untold length', sizes.large, { ranges: false, length: false }],
])('a cut-off file (%s) never becomes the video, and is replaced by the whole one', async (_, bytes, options) => {
  const cut = Math.floor(bytes * 0.9);
  const { attempt, serveUntil, bucket, video, copy, copies } = await finishedTask(bytes, options);
  await serveUntil(cut);
  const failure = await failureOf(attempt());
  expect(failure).toMatchObject({ type: 'CutOff', nonRetryable: false, nextRetryDelay: 150_000 });
  expect(failure.message).toContain(`the file of ${cut} bytes is cut off: it ends ${bytes - cut} bytes too early`);
  expect(failure.message).toContain(copy(cut));
  expect(await bucket.head(video)).toBeUndefined();
  expect((await buffer(bucket.read(copy(cut)))).equals(videoBytes(0, cut, 0, bytes))).toBe(true);

  await serveUntil(bytes);
  const sha256 = createHash('sha256')
    .update(videoBytes(0, bytes, 0, bytes))
    .digest('hex');
  expect(await attempt({ attempt: 2 })).toMatchObject({ state: 'stored', video: { key: video, bytes, sha256 } });
  expect(await copies()).toEqual([]);
  expect(await bucket.openUploads(video)).toEqual([]);
});

test('a file that is cut off as before is not read again to find that out', async () => {
  const { attempt, serveUntil, bytesServed, copies, copy } = await finishedTask(sizes.large);
  const cut = sizes.large - 1;
  await serveUntil(cut);
  await failureOf(attempt());
  const before = bytesServed();
  expect(await failureOf(attempt({ attempt: 2 }))).toMatchObject({ type: 'CutOff', nextRetryDelay: 300_000 });
  expect(bytesServed() - before).toBeLessThan(10_000);
  expect(await copies()).toEqual([copy(cut)]);
});

test('of cut-off files the longest is kept', async () => {
  const { attempt, serveUntil, copies, copy } = await finishedTask(sizes.small);
  for (const length of [100_000, 200_000, 150_000]) {
    await serveUntil(length);
    await failureOf(attempt());
  }
  expect(await copies()).toEqual([copy(200_000)]);
});

test('when the links die before the file is whole, what is told names the copy that is kept', async () => {
  const { attempt, serveUntil, killLinks, copy, bucket } = await finishedTask(sizes.small);
  await serveUntil(200_000);
  await failureOf(attempt());
  await killLinks();
  const heartbeatDetails = { bytesStored: 0, deadLinks: 5 };
  expect(await attempt({ attempt: 7, heartbeatDetails })).toMatchObject({
    state: 'expired',
    cutOffCopy: `s3://${bucket.name}/${copy(200_000)}`,
  });
});
