import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { numberedObjects } from '../../src/ledger/numbered-objects.js';
import { createS3Bucket } from '../../src/storage/s3-bucket.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { s3, useS3 } from '../helpers/own-s3.js';
import { clientOf } from '../helpers/s3.js';
import { until } from '../helpers/until.js';

useS3();

const schema = z.object({ word: z.string() });
const bucketAt = (endpoint = s3.endpoint) =>
  createS3Bucket({ client: clientOf({ ...s3, clientOptions: { ...s3.clientOptions, endpoint } }), bucket: s3.bucket });
const wordsAt = (endpoint?: string) => numberedObjects(bucketAt(endpoint), schema);
const freshFolder = () => `words-${randomUUID()}/`;

test('of many who have heard the same word, one says the next', async () => {
  const folder = freshFolder();
  const words = wordsAt();
  await words.follow(folder, 0, { word: 'first' });
  const said = await Promise.all(
    Array.from({ length: 20 }, (_, index) => wordsAt().follow(folder, 1, { word: `word ${index}` })),
  );
  const [heard, ...others] = said.filter((each) => each !== undefined);
  expect(others).toEqual([]);
  expect(await words.last(folder)).toEqual(heard);
});

test('the last word is there at every moment, and a few before it are kept', async () => {
  const folder = freshFolder();
  const words = wordsAt();
  const end = new AbortController();
  const looks = (async () => {
    let before = 0;
    while (!end.signal.aborted) {
      const { number = 0 } = (await words.last(folder)) ?? {};
      if (number < before) return `${number} after ${before}`;
      before = number;
    }
    return 'never back';
  })();
  for (let number = 0; number < 30; number += 1) {
    expect(await words.follow(folder, number, { word: String(number) })).toBeDefined();
  }
  end.abort();
  expect(await looks).toBe('never back');
  const keys: string[] = [];
  for await (const { key } of bucketAt().list(folder)) keys.push(key);
  expect(keys).toHaveLength(9);
});

test('a slow writer whose number was passed and removed meanwhile has said nothing', async () => {
  const folder = freshFolder();
  const go = gate();
  let isSlow = false;
  const endpoint = await startHttpProxy(() => s3.endpoint, {
    async beforeRequest({ method }) {
      if (method !== 'PUT') return;
      isSlow = true;
      await go.opened;
    },
  });
  const slow = wordsAt(endpoint).follow(folder, 0, { word: 'slow' });
  await until(() => isSlow, 'the slow writer');
  const quick = wordsAt();
  for (let number = 0; number < 12; number += 1) await quick.follow(folder, number, { word: String(number) });
  expect(await bucketAt().head(`${folder}000001.json`)).toBeUndefined();
  go.open();
  expect(await slow).toBeUndefined();
  expect(await quick.last(folder)).toEqual({ number: 12, value: { word: '11' } });
});

test('a word in a folder below is none of this one', async () => {
  const folder = freshFolder();
  const words = wordsAt();
  await words.follow(folder, 0, { word: 'here' });
  for (const number of [0, 1, 2]) await words.follow(`${folder}ever/`, number, { word: 'below' });
  expect(await words.last(folder)).toEqual({ number: 1, value: { word: 'here' } });
});
