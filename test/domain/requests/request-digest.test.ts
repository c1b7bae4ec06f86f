import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestDigest } from '../../../src/domain/requests/request-digest.js';
import { leastImage, leastText } from './requests.js';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The same value with the keys of all its objects in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reordered(member)]);
  return Object.fromEntries(entries.toReversed());
}

test('the digest is SHA-256 over canonical JSON, so that other languages can compute it', () => {
  const canonical = '{"a":[1,true,null],"b":{"c":"ü","d":0.5}}';
  const expected = createHash('sha256').update(canonical).digest('hex');
  expect(requestDigest({ b: { d: 0.5, c: 'ü' }, a: [1, true, null] })).toBe(expected);
});

test('the order of keys does not count', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => requestDigest(reordered(value)) === requestDigest(value)));
});

test('a request has the same digest before and after its way through JSON', () => {
  const request = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined)));
  fc.assert(fc.property(request, (value) => requestDigest(throughJson(value)) === requestDigest(value)));
});

test('different values have different digests', () => {
  const withoutLinks = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('://'));
  fc.assert(
    fc.property(withoutLinks, withoutLinks, (left, right) => {
      const same = isDeepStrictEqual(throughJson(left), throughJson(right));
      expect(requestDigest(left) === requestDigest(right)).toBe(same);
    }),
  );
});

test('a link that was merely signed again is the same request', () => {
  const signed = (signature: string) => ({ ...leastImage, imageUrl: `https://example.com/a.png?${signature}#frame` });
  fc.assert(
    fc.property(fc.webQueryParameters(), fc.webQueryParameters(), (first, second) => {
      expect(requestDigest(signed(first))).toBe(requestDigest(signed(second)));
    }),
  );
  expect(requestDigest(signed('a=1'))).toBe(requestDigest(leastImageAt('https://example.com/a.png')));
  expect(requestDigest(signed('a=1'))).not.toBe(requestDigest(leastImageAt('https://example.com/b.png')));
});

test.each(['?', '#'])('what follows a %s in an s3:// link is part of the key, and so of the request', (mark) => {
  const link = (end: string) => requestDigest(leastImageAt(`s3://inputs/a${mark}${end}.png`));
  expect(link('1')).not.toBe(link('2'));
  expect(link('1')).toBe(link('1'));
});

test('a question mark in a prompt counts', () => {
  const prompt = (text: string) => requestDigest({ ...leastText, prompt: text });
  expect(prompt('Who? A cat.')).not.toBe(prompt('Who? A dog.'));
  expect(prompt('like https://example.com/a?b=1 but blue')).not.toBe(prompt('like https://example.com/a?b=2 but blue'));
});

test('the request counts as given: a default that is written out is another request', () => {
  expect(requestDigest({ ...leastText, durationSeconds: 5 })).not.toBe(requestDigest(leastText));
});

const leastImageAt = (imageUrl: string) => ({ ...leastImage, imageUrl });
