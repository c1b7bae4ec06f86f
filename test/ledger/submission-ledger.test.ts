import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import type { AcceptanceRecord, SubmissionRecord } from '../../src/ledger/records.js';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { createS3Client } from '../../src/storage/s3-client.js';
import { startHttpProxy } from '../helpers/http-proxy.js';
import { startLosingProxy } from '../helpers/losing-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

const keys = createObjectKeys('films');
useS3();

/** The ledger as a worker of its own sees it. */
const ledgerAt = (endpoint = s3.endpoint) => {
  const client = createS3Client({ ...s3.clientOptions, endpoint });
  return createSubmissionLedger(createS3Bucket({ client, bucket: s3.bucket }), keys);
};

/** A way to the bucket on which a deletion waits until it is released. */
async function heldDeletion() {
  const events = new EventEmitter();
  const [arrived, released] = [once(events, 'arrived'), once(events, 'released')];
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    async beforeRequest({ method }) {
      if (method !== 'DELETE') return;
      events.emit('arrived');
      await released;
    },
  });
  return { endpoint, arrived, release: () => events.emit('released') };
}

const freshId = () => `ad-${randomUUID()}`;

const record = (): SubmissionRecord => ({
  schema: 1,
  nonce: randomUUID(),
  requestDigest: 'd1',
  model: 'evolink/wan2.6-text-to-video',
  gateway: 'evolink',
  account: 'default',
  endpoint: 'default',
  namespace: 'default',
  runId: 'run-1',
  wireKey: 'rw-1',
  at: '2026-01-01T00:00:00.000Z',
});

const acceptance = (taskId = `task-unified-${randomUUID()}`): AcceptanceRecord => ({
  schema: 1,
  task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId },
  acceptedAt: '2026-01-01T00:00:01.000Z',
  expectedSeconds: 120,
  typicalSeconds: 120,
  callbackExpected: true,
  cost: { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
});

test('of twenty who want to send at once, one may', async () => {
  const id = freshId();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ledgerAt().open(id, 1, record())));
  expect(answers.map(({ state }) => state).filter((state) => state === 'opened')).toHaveLength(1);
  expect(answers.filter(({ state }) => state === 'open')).toHaveLength(19);
});

test('who comes later finds the record of the one who may have sent', async () => {
  const id = freshId();
  const first = record();
  await ledgerAt().open(id, 1, first);
  expect(await ledgerAt().open(id, 1, record())).toEqual({ state: 'open', record: first });
  expect(await ledgerAt().find(id, 1)).toEqual({ state: 'open', record: first });
});

test('each submission of a generation is opened on its own', async () => {
  const id = freshId();
  expect(await ledgerAt().open(id, 1, record())).toEqual({ state: 'opened' });
  expect(await ledgerAt().open(id, 2, record())).toEqual({ state: 'opened' });
});

test('whose answer from S3 was lost finds its own record, and may send', async () => {
  const id = freshId();
  const proxy = await startLosingProxy(s3.endpoint);
  proxy.loseAnswers(1);
  expect(await ledgerAt(proxy.endpoint).open(id, 1, record())).toEqual({ state: 'opened' });
  expect(proxy.lost()).toBe(1);
  expect(await ledgerAt().open(id, 1, record())).toMatchObject({ state: 'open' });
});

test('whose answer from S3 was lost twice may still send, and nobody else', async () => {
  const id = freshId();
  const proxy = await startLosingProxy(s3.endpoint);
  proxy.loseAnswers(2);
  const answers = await Promise.all([ledgerAt(proxy.endpoint).open(id, 1, record()), ledgerAt().open(id, 1, record())]);
  expect(proxy.lost()).toBe(2);
  expect(answers.filter(({ state }) => state === 'opened')).toHaveLength(1);
});

test('while S3 is away, nobody may send', async () => {
  await expect(ledgerAt('http://127.0.0.1:1').open(freshId(), 1, record())).rejects.toThrow(/cannot be reached/);
});

test('an accepted submission is found with its task, also by who wants to send it again', async () => {
  const id = freshId();
  const own = record();
  await ledgerAt().open(id, 1, own);
  const accepted = acceptance();
  expect(await ledgerAt().accept(id, 1, accepted)).toEqual(accepted);
  const found = { state: 'accepted', record: own, acceptance: accepted };
  expect(await ledgerAt().find(id, 1)).toEqual(found);
  expect(await ledgerAt().open(id, 1, record())).toEqual(found);
  expect(await ledgerAt().open(id, 1, own)).toEqual(found);
});

test('an acceptance counts though its record is missing, for who looks and for who wants to send', async () => {
  const id = freshId();
  const accepted = acceptance();
  const removed = record();
  await ledgerAt().open(id, 1, removed);
  await ledgerAt().accept(id, 1, accepted);
  await ledgerAt().withdraw(id, 1, removed.nonce);
  expect(await ledgerAt().find(id, 1)).toEqual({ state: 'accepted', record: undefined, acceptance: accepted });
  expect(await ledgerAt().open(id, 1, record())).toMatchObject({ state: 'accepted', acceptance: accepted });
});

test('an acceptance is written once: the same task again is fine, another one is not', async () => {
  const id = freshId();
  await ledgerAt().open(id, 1, record());
  const accepted = acceptance();
  await ledgerAt().accept(id, 1, accepted);
  expect(await ledgerAt().accept(id, 1, { ...accepted, acceptedAt: '2026-02-02T00:00:00.000Z' })).toEqual(accepted);
  expect(await ledgerAt().accept(id, 1, acceptance())).toEqual(accepted);
  expect(await ledgerAt().find(id, 1)).toMatchObject({ acceptance: accepted });
});

test('a withdrawn submission was never sent, and may be opened by anybody', async () => {
  const id = freshId();
  const refused = record();
  await ledgerAt().open(id, 1, refused);
  await ledgerAt().withdraw(id, 1, refused.nonce);
  expect(await ledgerAt().find(id, 1)).toEqual({ state: 'none' });
  expect(await ledgerAt().open(id, 1, record())).toEqual({ state: 'opened' });
});

test('a withdrawal that comes late leaves the record of the attempt that sends now', async () => {
  const id = freshId();
  const [refused, sending] = [record(), record()];
  await ledgerAt().open(id, 1, refused);
  const { endpoint, release, arrived } = await heldDeletion();
  const late = ledgerAt(endpoint).withdraw(id, 1, refused.nonce);
  await arrived;
  await ledgerAt().withdraw(id, 1, refused.nonce);
  await ledgerAt().open(id, 1, sending);
  release();
  await late;
  expect(await ledgerAt().find(id, 1)).toEqual({ state: 'open', record: sending });
});

test('a task belongs to the first of all generations that claim it', async () => {
  const { task } = acceptance();
  const claims = Array.from({ length: 10 }, (_, at) => ({ schema: 1 as const, id: `ad-${at}`, n: 1 }));
  const standing = await Promise.all(claims.map((claim) => ledgerAt().claim(task, claim)));
  expect(new Set(standing.map(({ id }) => id)).size).toBe(1);
  expect(await ledgerAt().claim(task, { schema: 1, id: 'late', n: 2 })).toEqual(standing[0]);
  const sameIdElsewhere = { ...task, account: 'other' };
  expect(await ledgerAt().claim(sameIdElsewhere, { schema: 1, id: 'late', n: 2 })).toMatchObject({ id: 'late' });
});

test('a stronger word replaces a weaker one: the answer a callback, and that what a list or a person has named', async () => {
  const id = freshId();
  const words = [acceptance(), acceptance(), acceptance()].map((accepted, rank) => ({
    ...accepted,
    by: (['person', 'callback', undefined] as const)[rank],
  }));
  for (const word of words) expect(await ledgerAt().accept(id, 1, word)).toEqual(word);
  for (const word of words) expect((await ledgerAt().accept(id, 1, word)).task).toEqual(words[2]!.task);

  const { task } = acceptance();
  const claims = words.map(({ by }, rank) => ({ schema: 1 as const, id: `ad-${rank}`, n: 1, by }));
  for (const claim of claims) expect(await ledgerAt().claim(task, claim)).toEqual(claim);
  for (const claim of claims) expect(await ledgerAt().claim(task, claim)).toMatchObject({ id: 'ad-2' });
});

test('only an adoption can be taken back, and only one’s own claim', async () => {
  const [answered, adopted] = [freshId(), freshId()];
  const [byAnswer, byList] = [acceptance(), { ...acceptance(), by: 'list' as const }];
  await ledgerAt().accept(answered, 1, byAnswer);
  await ledgerAt().accept(adopted, 1, byList);
  await ledgerAt().disown(answered, 1, byAnswer.task);
  await ledgerAt().disown(adopted, 1, byAnswer.task);
  expect(await ledgerAt().find(adopted, 1)).toMatchObject({ state: 'accepted' });
  await ledgerAt().disown(adopted, 1, byList.task);
  expect(await ledgerAt().find(answered, 1)).toMatchObject({ state: 'accepted' });
  expect(await ledgerAt().find(adopted, 1)).toEqual({ state: 'none' });

  const claim = await ledgerAt().claim(byList.task, { schema: 1, id: adopted, n: 1, by: 'list' });
  await ledgerAt().unclaim(byList.task, { id: adopted, n: 2 });
  expect(await ledgerAt().claimOf(byList.task)).toEqual(claim);
  await ledgerAt().unclaim(byList.task, claim);
  expect(await ledgerAt().claimOf(byList.task)).toBeUndefined();
});

test('what a later version has added does not trouble a reader', async () => {
  const id = freshId();
  const put = (key: string, value: object) =>
    clientOf(s3).send(new PutObjectCommand({ Bucket: s3.bucket, Key: key, Body: JSON.stringify(value) }));
  const { task } = acceptance();
  await put(keys.submission(id, 1), { ...record(), addedLater: { deep: true } });
  await put(keys.acceptance(id, 1), { ...acceptance(), task: { ...task, region: 'mars' }, addedLater: [] });
  await put(keys.taskClaim(task), { schema: 1, id, n: 1, addedLater: 'yes' });
  expect(await ledgerAt().find(id, 1)).toMatchObject({ state: 'accepted', acceptance: { task } });
  expect(await ledgerAt().claim(task, { schema: 1, id: 'other', n: 1 })).toMatchObject({ id });
});
