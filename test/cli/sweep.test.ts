import { afterAll, beforeAll, expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { runReelwork } from '../helpers/reelwork-process.js';
import { clientOf, startS3, type S3Server } from '../helpers/s3.js';

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

const sweep = async (...options: string[]) => {
  const { code, stdout, stderr } = await runReelwork(['sweep', ...options], {
    REELWORK_S3_BUCKET: s3.bucket,
    S3_PREFIX: 'films',
    S3_ENDPOINT: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

test('sweep shows, then aborts, the unfinished uploads of stored videos, and old ones when it is told how old', async () => {
  const bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
  const keys = createObjectKeys('films');
  const video = { contentType: 'video/mp4' };
  await bucket.startUpload(keys.video('stored'), video);
  await bucket.create(keys.video('stored'), 'the video', video);
  await bucket.startUpload(keys.video('young'), video);
  const film = keys.films.film('harbour', '9d'.repeat(32), 'film.mp4');
  await bucket.startUpload(film, video);

  expect(await sweep('--dry-run')).toMatch(/generations\/stored\/video\.mp4 .* stored\nto abort: 1; left .*: 2\n$/);
  expect(JSON.parse(await sweep('--json'))).toMatchObject({
    dryRun: false,
    swept: [{ key: keys.video('stored'), why: 'stored' }],
    kept: 2,
  });
  expect(JSON.parse(await sweep('--older-than', '0s', '--json'))).toMatchObject({
    swept: [{ why: 'old' }, { key: film, why: 'old' }],
    kept: 0,
  });
  expect(await sweep()).toBe('aborted: 0; left for attempts to go on with: 0\n');
});

test('sweep needs to be told the bucket, and a time with its unit', async () => {
  expect(await runReelwork(['sweep'])).toMatchObject({ code: 2, stderr: expect.stringContaining('S3_BUCKET') });
  expect(await runReelwork(['sweep', '--older-than', '7'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('36h'),
  });
});
