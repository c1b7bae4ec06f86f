import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import type { StoredGeneration } from '../../src/domain/result.js';
import { createManifests } from '../../src/ledger/manifest.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

const keys = createObjectKeys('');
useS3();

const manifests = () => createManifests(createS3Bucket({ client: clientOf(s3), bucket: s3.bucket }), keys);

function stored(id: string, taskId = 'task-unified-1'): StoredGeneration {
  const key = keys.video(id);
  const cost = { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'settled' } as const;
  const at = '2026-01-01T00:00:00.000Z';
  return {
    schema: 1,
    id,
    state: 'stored',
    model: 'evolink/wan2.6-text-to-video',
    taskId,
    video: {
      uri: `s3://${s3.bucket}/${key}`,
      bucket: s3.bucket,
      key,
      bytes: 7,
      sha256: 'ab'.repeat(32),
      crc32: 'AAAAAA==',
      contentType: 'video/mp4',
    },
    cost,
    submissions: [
      {
        n: 1,
        outcome: 'stored',
        task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId },
        acceptedAt: at,
        cost,
      },
    ],
    times: { requestedAt: at, acceptedAt: at, storedAt: at },
  };
}

test('a manifest holds the whole result', async () => {
  const result = stored(randomUUID());
  expect(await manifests().read(result.id)).toBeUndefined();
  expect(await manifests().write(result)).toEqual(result);
  expect(await manifests().read(result.id)).toEqual(result);
});

test('a manifest is written once: whoever comes later is given the one that stands', async () => {
  const id = randomUUID();
  const results = Array.from({ length: 8 }, (_, at) => stored(id, `task-unified-${at}`));
  const standing = await Promise.all(results.map((result) => manifests().write(result)));
  expect(new Set(standing.map(({ taskId }) => taskId)).size).toBe(1);
  expect(await manifests().write(stored(id, 'late'))).toEqual(standing[0]);
});

test.each([{ id: undefined }, { schema: 2 }, { state: 'failed' }, { video: { uri: 's3://x/y' } }])(
  'what is no manifest is not taken for one: %j',
  async (change) => {
    const id = randomUUID();
    const Body = JSON.stringify({ ...stored(id), ...change });
    await clientOf(s3).send(new PutObjectCommand({ Bucket: s3.bucket, Key: keys.manifest(id), Body }));
    await expect(manifests().read(id)).rejects.toThrow();
  },
);

test('what a later version has added is passed on', async () => {
  const id = randomUUID();
  const Body = JSON.stringify({ ...stored(id), poster: { uri: 's3://x/poster.jpg' } });
  await clientOf(s3).send(new PutObjectCommand({ Bucket: s3.bucket, Key: keys.manifest(id), Body }));
  expect(await manifests().read(id)).toMatchObject({ id, poster: { uri: 's3://x/poster.jpg' } });
});
