import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createObjectKeys } from '../../src/domain/object-keys.js';
import type { Gate, Ticket } from '../../src/domain/gate.js';
import { createGates, type Gates, type Place } from '../../src/ledger/gates.js';
import type { Bucket } from '../../src/storage/bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

useS3();

const gate: Gate = { gateway: 'dashscope', account: 'default', model: 'dashscope/wan2.6-t2v' };
let bucket: Bucket;
let gates: Gates;

beforeEach(() => {
  bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
  gates = createGates(bucket, createObjectKeys(`test-${randomUUID()}`));
});

const placeOf = (id: string): Place => ({
  schema: 1,
  nonce: randomUUID(),
  id,
  n: 1,
  fairnessKey: 'default',
  namespace: 'default',
  runId: randomUUID(),
  at: new Date().toISOString(),
});

test('a place that many want at once goes to one of them', async () => {
  const all = Array.from({ length: 20 }, (_, index) => placeOf(`ad-${index}`));
  const won = await Promise.all(all.map(async (place) => ((await gates.take(gate, 1, place)) ? place : undefined)));
  const winners = won.filter((place) => place !== undefined);
  expect(winners).toHaveLength(1);
  expect(await gates.owner(gate, 1)).toEqual(winners[0]);
});

test('a place that is given back late stays with whoever took it since', async () => {
  const [first, second] = [placeOf('ad-1'), placeOf('ad-1')];
  await gates.take(gate, 1, first);
  const isFirst = ({ nonce }: Place) => nonce === first.nonce;
  await gates.free(gate, 1, isFirst);
  expect(await gates.take(gate, 1, second)).toBe(true);
  await gates.free(gate, 1, isFirst);
  expect(await gates.owner(gate, 1)).toEqual(second);
});

test('a look shows the places that are taken and everybody who waits; other accounts and models have gates of their own', async () => {
  const ticket: Ticket = { name: 'rw-1', fairnessKey: 'default', orderedAtMs: 1, aliveUntilMs: 2 };
  const elsewhere: Gate = { ...gate, model: 'dashscope/wan2.6-i2v' };
  await gates.take(gate, 2, placeOf('ad-1'));
  await gates.join(gate, ticket, placeOf('ad-2'));
  await gates.take(elsewhere, 1, placeOf('ad-3'));
  expect(await gates.look(gate)).toEqual({ places: [{ number: 2, takenAt: expect.any(Date) }], tickets: [ticket] });
  expect(await gates.look({ ...gate, account: 'team-a' })).toEqual({ places: [], tickets: [] });
  await gates.leave(gate, ticket);
  expect((await gates.look(gate)).tickets).toEqual([]);
});
