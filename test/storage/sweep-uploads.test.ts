import { afterAll, beforeAll, expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import type { Bucket } from '../../src/storage/bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { sweepUploads } from '../../src/storage/sweep-uploads.js';
import { clientOf, startS3, type S3Server } from '../helpers/s3.js';

let s3: S3Server;
let bucket: Bucket;
beforeAll(async () => {
  s3 = await startS3();
  bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
});
afterAll(() => s3.stop());

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
