import { expect, test } from 'vitest';
import { linkExpiry } from '../../../src/cli/smoke/link-expiry.js';

const at = (text: string) => Date.parse(text) / 1000;

test.each([
  ['Expires=1767000000&OSSAccessKeyId=2&Signature=3', 1_767_000_000],
  ['expires=1767000000&signature=3', 1_767_000_000],
  ['X-Amz-Date=20251229T080000Z&X-Amz-Expires=86400&X-Amz-Signature=3', at('2025-12-30T08:00:00Z')],
  ['x-oss-date=20251229T080000Z&x-oss-expires=3600', at('2025-12-29T09:00:00Z')],
  ['X-Goog-Date=20251229T080000Z&X-Goog-Expires=60', at('2025-12-29T08:01:00Z')],
  ['Expires=xxx', undefined],
  ['Expires=60', undefined],
  ['X-Amz-Expires=86400', undefined],
  ['token=3', undefined],
  ['', undefined],
])('when a link with ?%s ends', (query, expected) => {
  expect(linkExpiry(new URL(`https://cdn.example.com/1.mp4?${query}`))).toBe(expected);
});
