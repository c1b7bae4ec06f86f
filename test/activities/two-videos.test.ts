import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { ArchiveOutcome } from '../../src/activities/archive-video.js';
import type { SubmitAnswer, SubmitOrder } from '../../src/activities/submit.js';
import { requestDigest } from '../../src/domain/requests/request-digest.js';
import type { StoredGeneration } from '../../src/domain/result.js';
import type { AcceptedSubmission } from '../../src/domain/submission.js';
import { json, startGateway } from '../helpers/gateway-server.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { submissionRecord } from '../helpers/submission-record.js';
import { startVideoServer, videoBytes } from '../helpers/video-server.js';
import { acceptedBefore, activitiesAt, model } from './activities.js';
import { completed } from './completed-task.js';

const bytes = 300_000;
const sha256 = (seed: number) =>
  createHash('sha256')
    .update(videoBytes(0, bytes, seed))
    .digest('hex');

useS3();

/** The second of two orders for one generation: nobody knew of the first whether it was taken. */
const first: AcceptedSubmission = acceptedBefore(900);
const second: AcceptedSubmission = { ...first, n: 2, task: { ...first.task, taskId: 'task-unified-2' } };

/** A generation of which both orders have made a video; that of order n is made from the seed n. */
async function twoVideos() {
  const videos = await Promise.all([1, 2].map((n) => startVideoServer({ bytes, seed: () => n })));
  for (const video of videos) onTestFinished(() => video.close());
  const gateway = await startGateway((outgoing, incoming) => {
    const n = incoming.url?.endsWith('2') === true ? 2 : 1;
    json(200, { ...completed, id: `task-unified-${n}`, results: [videos[n - 1]!.url] })(outgoing, incoming);
  });
  const here = activitiesAt(s3, gateway.url, { allowPrivateHosts: ['127.0.0.1'] });
  const { environment, activities, keys, bucket, id } = here;

  const archive = async (submission: AcceptedSubmission, isLate = false): Promise<StoredGeneration> => {
    const order = { model, submission, requestedAt: submission.acceptedAt, isLate };
    const outcome: ArchiveOutcome = await environment.run(activities.transfer.archiveVideo, order);
    return outcome.state === 'stored' ? outcome : expect.unreachable(`not stored: ${outcome.state}`);
  };
  /** What lies in the bucket for order n, by its own manifest. */
  const expectKept = async (
    { taskId, video }: StoredGeneration,
    n: number,
    at: { video: string; manifest: string },
  ) => {
    expect(video).toMatchObject({ key: at.video, sha256: sha256(n) });
    const hash = createHash('sha256');
    for await (const chunk of bucket.read(at.video)) hash.update(chunk);
    expect(hash.digest('hex')).toBe(sha256(n));
    expect(JSON.parse((await bucket.readText(at.manifest)) ?? '{}')).toMatchObject({
      taskId,
      video: { key: at.video },
    });
  };
  const place = (n?: number) => ({ video: keys.video(id, n), manifest: keys.manifest(id, n) });
  return { ...here, archive, expectKept, place };
}

test('when the superseded order’s video comes first, the next one’s is kept beside it', async () => {
  const { archive, expectKept, place } = await twoVideos();
  await expectKept(await archive(first), 1, place());
  const result = await archive(second);
  await expectKept(result, 2, place(2));
  await expectKept(await archive(first), 1, place());
  expect(await archive(second)).toEqual(result);
});

test('when it comes second, by an attempt that knew nothing of the next order, it is kept beside that', async () => {
  const { archive, expectKept, place } = await twoVideos();
  await expectKept(await archive(second), 2, place());
  await expectKept(await archive(first), 1, place(1));
  await expectKept(await archive(second), 2, place());
});

test('a superseded order’s attempt that ended before its manifest loses nothing, whoever goes on', async () => {
  const { archive, expectKept, place, bucket } = await twoVideos();
  await archive(first);
  await bucket.delete(place().manifest);
  await expectKept(await archive(second), 2, { video: place(2).video, manifest: place().manifest });
  // The run that keeps what superseded orders deliver finds the video where the attempt has put it.
  await expectKept(await archive(first, true), 1, { video: place().video, manifest: place(1).manifest });
});

test('an object that somebody else has put there is left as it is, and the video is kept beside it', async () => {
  const { archive, expectKept, place, bucket } = await twoVideos();
  await bucket.create(place().video, 'mine', { contentType: 'video/mp4' });
  await expectKept(await archive(first), 1, { video: place(1).video, manifest: place().manifest });
  expect(await bucket.readText(place().video)).toBe('mine');
});

test('a run that starts again while a superseded order’s video stands goes on with the order that is owed', async () => {
  const { archive, environment, activities, ledger, id } = await twoVideos();
  await archive(first);
  const request = { model, prompt: 'A cat', durationSeconds: 5, resolution: '720p', aspectRatio: '16:9' } as const;
  const { state: _state, n, inLedger: _inLedger, ...acceptance } = second;
  await ledger.open(id, n, submissionRecord({ model, requestDigest: requestDigest(request), at: second.acceptedAt }));
  await ledger.accept(id, n, { schema: 1, ...acceptance });
  const { verdict } = await environment.run<[SubmitOrder], SubmitAnswer, typeof activities.submit.submit>(
    activities.submit.submit,
    { request, n },
  );
  expect(verdict).toMatchObject({ state: 'accepted', task: second.task });
});

test('a late task is not told another one’s video of the same order as its own', async () => {
  const { archive, expectKept, place } = await twoVideos();
  await expectKept(await archive(first, true), 1, place(1));
  const other = { ...first, task: second.task };
  await expect(archive(other, true)).rejects.toThrow(`The bucket holds another file under ${place(1).video}`);
  await expectKept(await archive(first, true), 1, place(1));
});
