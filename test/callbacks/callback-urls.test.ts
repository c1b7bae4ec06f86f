import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCallbackUrls } from '../../src/callbacks/callback-urls.js';

const publicUrl = 'https://videos.example.com/hooks/';
const secret = 'the secret of this test';
const urls = createCallbackUrls({ publicUrl, secret });
const pathOf = (url: string) => new URL(url).pathname;

/** What EvoLink takes. */
const longestUrl = 2048;

test('an address leads to the submission it was made for', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
  const id = fc.oneof(
    part,
    fc.tuple(part, part, part).map((parts) => parts.join('/')),
  );
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 99 }), (generation, n) => {
      expect(urls.submissionFrom(pathOf(urls.urlFor({ id: generation, n })))).toEqual({ id: generation, n });
    }),
  );
});

test.each([
  ['the longest id of a caller', 'x'.repeat(100)],
  ["the longest id of a storyboard's child", ['x', 'y', 'z'].map((letter) => letter.repeat(100)).join('/')],
])('%s fits into an address that EvoLink takes', (_, id) => {
  const url = urls.urlFor({ id, n: 99 });
  expect(url.length).toBeLessThan(longestUrl);
  expect(url).toMatch(/^https:\/\/videos\.example\.com\/hooks\/callbacks\/[\w-]+$/);
  expect(urls.submissionFrom(pathOf(url))).toEqual({ id, n: 99 });
});

test('behind the longest address of a receiver, the longest id still fits into what EvoLink takes', () => {
  const longest = `https://videos.example.com/${'x'.repeat(1510)}`;
  const id = ['x', 'y', 'z'].map((letter) => letter.repeat(100)).join('/');
  const url = createCallbackUrls({ publicUrl: longest, secret }).urlFor({ id, n: 99 });
  expect(url.length).toBeLessThanOrEqual(longestUrl);
  expect(() => createCallbackUrls({ publicUrl: `${longest}x`, secret })).toThrow('at most 1537 characters');
});

test('an address with one character changed, added or removed leads nowhere', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  // Ids of three lengths: base64url leaves unused bits in its last character for two of them.
  for (const id of ['a', 'ab', 'abc']) {
    const path = pathOf(urls.urlFor({ id, n: 1 }));
    const start = path.lastIndexOf('/') + 1;
    for (let at = start; at < path.length; at += 1) {
      for (const character of alphabet) {
        if (character === path[at]) continue;
        expect(urls.submissionFrom(path.slice(0, at) + character + path.slice(at + 1))).toBeUndefined();
      }
      expect(urls.submissionFrom(path.slice(0, at) + path.slice(at + 1))).toBeUndefined();
    }
    for (const more of ['A', '=', '%', '/', '/x']) expect(urls.submissionFrom(path + more)).toBeUndefined();
  }
});

test('an address proves its own submission only', () => {
  const segments = [
    { id: 'ad-42', n: 1 },
    { id: 'ad-42', n: 2 },
    { id: 'ad-43', n: 1 },
  ].map((submission) => Buffer.from(urls.urlFor(submission).split('/').at(-1)!, 'base64url'));
  const [first, ...others] = segments;
  for (const other of others) {
    const forged = Buffer.concat([first!.subarray(0, 32), other.subarray(32)]).toString('base64url');
    expect(urls.submissionFrom(`/callbacks/${forged}`)).toBeUndefined();
  }
});

test('an id cannot be read off an address at a glance', () => {
  const url = urls.urlFor({ id: 'launch-of-the-secret-product', n: 1 });
  expect(url).not.toContain('launch');
});

test.each(['', 'short', 'x'.repeat(15)])('the secret %j is too short to be one, now or before', (short) => {
  expect(() => createCallbackUrls({ publicUrl, secret: short })).toThrow(/at least 16 characters/);
  expect(() => createCallbackUrls({ publicUrl, secret, previousSecret: short })).toThrow(/at least 16 characters/);
  expect(() => createCallbackUrls({ publicUrl, secret: 'x'.repeat(16) })).not.toThrow();
});

test('during a rotation the previous secret stays valid, and an older one does not', () => {
  const submission = { id: 'ad-42', n: 1 };
  const rotated = createCallbackUrls({ publicUrl, secret: 'a new secret of this test', previousSecret: secret });
  const again = createCallbackUrls({
    publicUrl,
    secret: 'the newest secret of all',
    previousSecret: 'a new secret of this test',
  });
  const oldPath = pathOf(urls.urlFor(submission));
  expect(rotated.submissionFrom(oldPath)).toEqual(submission);
  expect(again.submissionFrom(oldPath)).toBeUndefined();
  expect(again.submissionFrom(pathOf(rotated.urlFor(submission)))).toEqual(submission);
  expect(urls.submissionFrom(pathOf(rotated.urlFor(submission)))).toBeUndefined();
});

test.each(['', '/', '/callbacks', '/callbacks/', '/callbacks/x', `/callbacks/${'A'.repeat(60)}`, '/health'])(
  'the path %j was not made by us',
  (path) => {
    expect(urls.submissionFrom(path)).toBeUndefined();
  },
);
