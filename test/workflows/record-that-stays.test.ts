import { expect } from 'vitest';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import type { Backends } from '../helpers/backends.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { setStage } from '../helpers/stage.js';
import { request, test } from './staged-test.js';

/** The bucket over a line that breaks whenever so many records of submissions are to be removed. */
async function losingDeletions({ s3, bucket: { name } }: Backends, count: number) {
  let lost = 0;
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest({ method, url = '' }) {
      if (method !== 'DELETE' || !url.includes('/submissions/') || lost === count) return;
      lost += 1;
      throw new Error('S3 is away');
    },
  });
  const { region, accessKeyId, secretAccessKey } = s3;
  const client = createS3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  return { bucket: createS3Bucket({ client, bucket: name }), lost: () => lost };
}

test('a refused order whose record could not be removed is no unknown outcome: it is ordered once, later', async ({
  backends,
  own,
}) => {
  const { bucket, lost } = await losingDeletions(backends, 2);
  const { videos, emulator } = own(await setStage({ ...backends, bucket }));
  const run = await videos.start('removed-later', request('[[fault:refuse-429*1]]'));
  expect(await run.result()).toMatchObject({ state: 'stored' });
  expect(lost()).toBe(2);
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 2 } });
});

test('an order that is refused for good ends as refused, though its record can’t be removed', async ({
  backends,
  own,
}) => {
  const { bucket, lost } = await losingDeletions(backends, Infinity);
  const { videos, emulator, stored, keys } = own(await setStage({ ...backends, bucket }));
  const run = await videos.start('never-removed', request('[[fault:refuse-moderation]]'));
  await expect(run.result()).rejects.toMatchObject({ code: 'REFUSED', details: { status: 400, billed: 'no' } });
  expect(lost()).toBe(1);
  expect(await stored(keys.submission('never-removed', 1))).toBeDefined();
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });
});
