import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Hold, HoldScope } from '../../src/domain/hold.js';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import { createHolds } from '../../src/ledger/holds.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

useS3();

const gateway = 'evolink';
const model = 'evolink/wan2.6-text-to-video';
const scopes: readonly HoldScope[] = [
  { kind: 'gateway', gateway },
  { kind: 'account', gateway, account: 'default' },
  { kind: 'model', gateway, model },
];
const question = { gateway, account: 'default', model } as const;

/** A part of the bucket that nobody else uses. */
function place() {
  const bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
  const keys = createObjectKeys(randomUUID());
  return { keys, holds: createHolds(bucket, keys) };
}

const holdOf = (scope: HoldScope, changes: Partial<Hold> = {}): Hold => ({
  scope,
  code: 'NO_CREDIT',
  reason: 'evolink 402: no credit',
  since: '2026-01-01T00:00:00.000Z',
  by: 'reelwork',
  ...changes,
});

test('nothing stands in an empty bucket', async () => {
  const { holds } = place();
  expect(await holds.standing(question)).toBeUndefined();
  expect(await holds.list()).toEqual([]);
});

test.each(scopes)('a hold of $kind stops what it covers, until it is lifted', async (scope) => {
  const { holds } = place();
  const hold = holdOf(scope);
  expect(await holds.set(hold)).toEqual({ hold, isNew: true });
  expect(await holds.standing(question)).toEqual(hold);
  expect(await holds.list()).toEqual([hold]);

  expect(await holds.lift(scope)).toEqual(hold);
  expect(await holds.standing(question)).toBeUndefined();
  expect(await holds.find(scope)).toBeUndefined();
});

test('a hold of one account stops no other, and a hold of one model no other model', async () => {
  const { holds } = place();
  await holds.set(holdOf({ kind: 'account', gateway, account: 'other' }));
  await holds.set(holdOf({ kind: 'model', gateway, model: 'evolink/wan2.6-image-to-video' }));
  expect(await holds.standing(question)).toBeUndefined();
  expect(await holds.standing({ ...question, account: 'other' })).toBeDefined();
  expect(await holds.standing({ ...question, model: 'evolink/wan2.6-image-to-video' })).toBeDefined();
});

test('the first hold of a scope stands: who sets it again learns why and since when it is held', async () => {
  const { holds } = place();
  const [scope] = scopes as [HoldScope];
  const first = holdOf(scope, { reason: 'the first', by: 'anna' });
  await holds.set(first);
  const again = await holds.set(holdOf(scope, { reason: 'the second', since: '2026-02-02T00:00:00.000Z' }));
  expect(again).toEqual({ hold: first, isNew: false });
});

test('lifting one hold leaves the others; lifting what is not held says so', async () => {
  const { holds } = place();
  for (const scope of scopes) await holds.set(holdOf(scope));
  const [ofGateway, ofAccount, ofModel] = scopes as [HoldScope, HoldScope, HoldScope];
  await holds.lift(ofAccount);
  expect((await holds.list()).map(({ scope }) => scope)).toEqual(expect.arrayContaining([ofGateway, ofModel]));
  expect(await holds.list()).toHaveLength(2);
  expect(await holds.lift(ofAccount)).toBeUndefined();
});

test.each(['', '{}', '{"schema":2}', 'stop it'])('an object that a person put there holds, too: %j', async (text) => {
  const { keys, holds } = place();
  const [scope] = scopes as [HoldScope];
  const file = join(s3.folder, keys.hold(scope));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  expect(await holds.standing(question)).toEqual({
    scope,
    code: 'STOPPED',
    reason: expect.stringContaining('can not be read'),
    by: 'somebody',
  });
  expect(await holds.lift(scope)).toBeDefined();
  expect(await holds.standing(question)).toBeUndefined();
});

test('an endless reason is cut, because every held run shows it', async () => {
  const { holds } = place();
  const [scope] = scopes as [HoldScope];
  const { hold } = await holds.set(holdOf(scope, { reason: 'x'.repeat(100_000) }));
  expect(hold.reason).toHaveLength(500);
});

test('one request tells that nothing is held', async () => {
  const { keys } = place();
  const asked: string[] = [];
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeRequest: ({ method, url }) => void asked.push(`${method} ${url}`),
  });
  const bucket = createS3Bucket({ client: createS3Client({ ...s3.clientOptions, endpoint }), bucket: s3.bucket });
  expect(await createHolds(bucket, keys).standing(question)).toBeUndefined();
  expect(asked).toHaveLength(1);
});

test('a lift whose answer is lost has lifted the hold all the same', async () => {
  const { keys, holds } = place();
  const [scope] = scopes as [HoldScope];
  await holds.set(holdOf(scope));
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    beforeAnswer({ method }) {
      if (method === 'DELETE') throw new Error('this answer is lost');
      return Promise.resolve();
    },
  });
  const bucket = createS3Bucket({ client: createS3Client({ ...s3.clientOptions, endpoint }), bucket: s3.bucket });
  expect(await createHolds(bucket, keys).lift(scope)).toEqual(holdOf(scope));
  expect(await holds.find(scope)).toBeUndefined();
});
