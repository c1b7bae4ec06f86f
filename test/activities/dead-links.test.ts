import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { ArchiveOutcome } from '../../src/activities/archive-video.js';
import { partBytesFor } from '../../src/storage/part-plan.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { startVideoServer, videoBytes } from '../helpers/video-server.js';
import { acceptedBefore, activitiesAt, failureOf, model, type ActivitiesOptions } from './activities.js';
import { completed } from './completed-task.js';

const mebibyte = 1024 * 1024;
const small = 300_000;
const large = 28 * mebibyte;

useS3();

const submission = acceptedBefore(900);
const order = { model, submission, requestedAt: submission.acceptedAt };
const sha256 = (bytes: number) => createHash('sha256').update(videoBytes(0, bytes)).digest('hex');

/** A finished task whose links are dead while `isDead` says so. */
async function finishedTask(bytes: number, isDead: (request: { readonly reads: number }) => boolean) {
  const server = await startVideoServer({ bytes });
  onTestFinished(() => server.close());
  const files = await startHttpProxy(() => server.url, {
    instead: () => (isDead({ reads: gateway.heard.length }) ? { status: 403, body: '<Error/>' } : undefined),
  });
  const { pathname, search } = new URL(server.url);
  const gateway = await startGateway((outgoing, incoming) =>
    json(200, { ...completed, id: acceptedBefore(0).task.taskId, results: [`${files}${pathname}${search}`] })(
      outgoing,
      incoming,
    ),
  );
  const options: ActivitiesOptions = { allowPrivateHosts: ['127.0.0.1'] };
  const at = (more: ActivitiesOptions = {}) => activitiesAt(s3, gateway.url, { ...options, ...more });
  return { server, gateway, at };
}

type Attempt = ReturnType<typeof activitiesAt>;
const archive = ({ environment, activities }: Attempt): Promise<ArchiveOutcome> =>
  environment.run(activities.transfer.archiveVideo, order);

test('a link that is dead is asked for once more, in the same attempt', async () => {
  const { gateway, at } = await finishedTask(small, ({ reads }) => reads < 2);
  expect(await archive(at())).toMatchObject({ state: 'stored', video: { sha256: sha256(small) } });
  expect(gateway.heard).toHaveLength(2);
});

test('a link that dies half-way is replaced, and what has been read is not read again', async () => {
  let requests = 0;
  const { server, gateway, at } = await finishedTask(large, ({ reads }) => reads < 2 && (requests += 1) > 2);
  expect(await archive(at())).toMatchObject({ state: 'stored', video: { sha256: sha256(large) } });
  expect(gateway.heard).toHaveLength(2);
  const parts = server.served.filter(({ from, to }) => to - from > 4096).map(({ from }) => from / partBytesFor(large));
  expect(parts).toEqual([0, 1, 2]);
});

test('links that stay dead end the attempt, which the server repeats after a pause that grows', async () => {
  const { gateway, at } = await finishedTask(small, () => true);
  const first = await failureOf(archive(at()));
  expect(first).toMatchObject({ type: 'LinkDead', nonRetryable: false, nextRetryDelay: 60_000 });
  expect(first.message).toMatch(/^127\.0\.0\.1:\d+: the link is dead \(403\)/);
  expect(gateway.heard).toHaveLength(2);
  const second = await failureOf(archive(at({ heartbeatDetails: { bytesStored: 0, deadLinks: 1 } })));
  expect(second.nextRetryDelay).toBe(120_000);
});

test('an attempt tells the next one how many have met only dead links', async () => {
  const { at } = await finishedTask(small, () => true);
  const attempt = at({ heartbeatDetails: { bytesStored: 0, deadLinks: 2 } });
  const heard: unknown[] = [];
  attempt.environment.on('heartbeat', (details: unknown) => heard.push(details));
  await failureOf(archive(attempt));
  expect(heard.at(-1)).toEqual({ bytesStored: 0, deadLinks: 3, lasting: 0 });
});

test('after enough such attempts the result has expired', async () => {
  const { at } = await finishedTask(small, () => true);
  const outcome = await archive(at({ heartbeatDetails: { bytesStored: 0, deadLinks: 5 } }));
  expect(outcome).toEqual({ state: 'expired', attempts: 6, answer: expect.stringContaining('the link is dead (403)') });
});

test('an object that an attempt has made before it ended needs neither link nor gateway', async () => {
  let gone = false;
  const { server, gateway, at } = await finishedTask(large, () => gone);
  const attempt = at();
  const stored = await archive(attempt);
  await attempt.bucket.delete(attempt.keys.manifest(attempt.id));
  gone = true;
  const before = server.served.length;
  const again = await archive(attempt);
  expect(again).toMatchObject({ state: 'stored', video: { sha256: sha256(large) } });
  expect(again).toMatchObject({ video: (stored as { video: object }).video });
  expect(await attempt.bucket.readText(attempt.keys.manifest(attempt.id))).toContain(sha256(large));
  expect(server.served).toHaveLength(before);
  expect(gateway.heard).toHaveLength(2);
});

test('a stored video leaves no unfinished upload behind', async () => {
  const { at } = await finishedTask(small, () => false);
  const attempt = at();
  const key = attempt.keys.video(attempt.id);
  await attempt.bucket.startUpload(key, { contentType: 'video/mp4' });
  await attempt.bucket.startUpload(`${key}.other`, { contentType: 'video/mp4' });
  await archive(attempt);
  expect(await attempt.bucket.openUploads(key)).toEqual([]);
  expect(await attempt.bucket.openUploads(`${key}.other`)).toHaveLength(1);
});
