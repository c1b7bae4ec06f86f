import { expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { sweepUploads } from '../../src/storage/sweep-uploads.js';
import { bucket, useBucket } from './bucket-of-tests.js';

useBucket();

const video = { contentType: 'video/mp4' };

test('uploads that nobody will finish are aborted: of stored videos, and old ones', async () => {
  const keys = createObjectKeys('films');
  const own = { bucket, below: keys.generations, isOwn: (key: string) => keys.isVideo(key) };
  const stored = await bucket.startUpload(keys.video('stored'), video);
  await bucket.create(keys.video('stored'), 'the video', video);
  const young = await bucket.startUpload(keys.video('young'), video);
  const others = [`${keys.generations}young/notes.txt`, 'elsewhere/generations/a/video.mp4'];
  for (const key of others) await bucket.startUpload(key, video);

  const looked = await sweepUploads({ ...own, dryRun: true });
  expect(looked).toMatchObject({ swept: [{ ...stored, why: 'stored' }], kept: 1 });
  expect(await bucket.openUploads(stored.key)).toHaveLength(1);

  expect(await sweepUploads(own)).toEqual(looked);
  expect(await bucket.openUploads(stored.key)).toEqual([]);
  expect(await bucket.openUploads(young.key)).toEqual([young]);

  expect(await sweepUploads({ ...own, olderThanSeconds: 0 })).toMatchObject({ swept: [{ ...young, why: 'old' }] });
  expect(await bucket.openUploads(young.key)).toEqual([]);
  for (const key of others) expect(await bucket.openUploads(key)).toHaveLength(1);
});
