import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createObjectKeys, type ObjectKeys } from '../../src/domain/object-keys.js';
import { breakerState, type Outage } from '../../src/domain/outage.js';
import { createOutages, type Outages } from '../../src/ledger/outages.js';
import type { Bucket } from '../../src/storage/bucket.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';

useS3();

const payer = { gateway: 'evolink', account: 'default' } as const;
let bucket: Bucket;
let keys: ObjectKeys;
let outages: Outages;

beforeEach(() => {
  bucket = createS3Bucket({ client: clientOf(s3), bucket: s3.bucket });
  keys = createObjectKeys(`test-${randomUUID()}`);
  outages = createOutages(bucket, keys);
});

const outage = (reason: string, until = new Date(Date.now() + 15_000)): Outage => ({
  failures: 1,
  stops: 1,
  since: new Date().toISOString(),
  until: until.toISOString(),
  reason,
  isTried: false,
});

const put = (number: number, text: string) =>
  bucket.create(keys.outage(payer, number), text, { contentType: 'application/json' });

test('of many who have seen the same outage, one says what becomes of it', async () => {
  expect(await outages.replace(payer, undefined, outage('first'))).toBe(true);
  const seen = await outages.find(payer);
  const words = Array.from({ length: 20 }, (_, index) => `word ${index}`);
  const said = await Promise.all(words.map((word) => outages.replace(payer, seen, outage(word))));
  expect(said.filter((isSaid) => isSaid)).toHaveLength(1);
  expect((await outages.find(payer))?.outage.reason).toBe(words[said.indexOf(true)]);
});

test('there is no moment in which an outage that goes on is not seen', async () => {
  await outages.replace(payer, undefined, outage('word 0'));
  const end = new AbortController();
  const looks = (async () => {
    let unseen = 0;
    while (!end.signal.aborted) if ((await outages.find(payer)) === undefined) unseen += 1;
    return unseen;
  })();
  for (let word = 1; word <= 30; word += 1) {
    expect(await outages.replace(payer, await outages.find(payer), outage(`word ${word}`))).toBe(true);
  }
  end.abort();
  expect(await looks).toBe(0);
});

test('an outage that is over leaves nothing behind', async () => {
  await outages.replace(payer, undefined, outage('first'));
  await outages.replace(payer, await outages.find(payer), outage('second'));
  await outages.end(payer);
  expect(await outages.find(payer)).toBeUndefined();
  for await (const { key } of bucket.list(keys.outages(payer))) expect.unreachable(key);
});

test.each(['', '{', 'null', '{"schema":2}', '{"schema":1,"failures":"many"}'])(
  'an outage that can’t be read (%j) stops nothing: one order may try at once',
  async (text) => {
    await put(3, text);
    const seen = await outages.find(payer);
    expect(breakerState(seen?.outage, Date.now())).toBe('half-open');
    expect(await outages.replace(payer, seen, outage('tried'))).toBe(true);
    expect((await outages.find(payer))?.outage.reason).toBe('tried');
  },
);

test('a clock that is years ahead stops orders for minutes, not for years', async () => {
  await outages.replace(payer, undefined, outage('a wrong clock', new Date('2099-01-01')));
  const seen = await outages.find(payer);
  expect(breakerState(seen?.outage, Date.now() + 310_000)).toBe('half-open');
});
