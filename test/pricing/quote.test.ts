import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';
import { parseRequest } from '../../src/domain/requests/parse-request.js';
import { knownPrices, priceList, type PriceList } from '../../src/pricing/price-list.js';
import { listed } from '../../src/pricing/prices.js';
import { priceOfSeconds, quote } from '../../src/pricing/quote.js';
import { leastImage, leastReference, leastText } from '../domain/requests/requests.js';

const prices: PriceList = {
  'evolink/wan2.6-reference-video-flash': {
    currency: 'USD',
    perSecond: { '720p': '0.1', '1080p': '0.15' },
    silentPerSecond: { '720p': '0.05', '1080p': '0.075' },
    source: 'a test',
    date: '2026-01-01',
  },
};

const amountOf = (request: GenerationRequestInput, list: PriceList = prices) =>
  quote(parseRequest(request), listed(list));

test('five seconds of text to video cost what the list says, without rounding', () => {
  expect(amountOf({ ...leastText, durationSeconds: 5 }, knownPrices)).toEqual({
    amount: '25.5',
    currency: 'EVOLINK_CREDIT',
    basis: 'quoted',
  });
  expect(amountOf({ ...leastText, resolution: '1080p' }, knownPrices).amount).toBe('42.585');
});

test.each([
  [1, true, '1'],
  [2, true, '1'],
  [3, true, '0.995'],
  [1, false, '0.5'],
])('%d reference videos are billed too (with sound: %s)', (videos, generateAudio, amount) => {
  const referenceVideoUrls = Array.from({ length: videos }, (_, at) => `https://example.com/${at}.mp4`);
  expect(amountOf({ ...leastReference, referenceVideoUrls, generateAudio } as GenerationRequestInput)).toEqual({
    amount,
    currency: 'USD',
    basis: 'quoted',
  });
});

test('seconds that a gateway bills cost what the list says, without rounding', () => {
  const ordered = { resolution: '720p', sound: false } as const;
  const billed = { model: 'dashscope/wan2.6-i2v-flash', ordered, seconds: '7.35' } as const;
  expect(priceOfSeconds(billed, listed(knownPrices))).toEqual({ amount: '0.18375', currency: 'USD', basis: 'quoted' });
  expect(priceOfSeconds({ ...billed, seconds: undefined }, listed(knownPrices))).toBeUndefined();
  expect(priceOfSeconds(billed, listed({}))).toBeUndefined();
});

test('a price that is not known is unknown, never zero', () => {
  expect(amountOf(leastImage)).toEqual({ amount: null, currency: 'EVOLINK_CREDIT', basis: 'unknown' });
});

test('an amount is a plain decimal number, whatever the price', () => {
  const price = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{1,12}$/));
  fc.assert(
    fc.property(price, fc.integer({ min: 2, max: 15 }), ([whole, fraction], durationSeconds) => {
      const perSecond = `${whole}.${fraction}`;
      const list: PriceList = {
        'evolink/wan2.6-text-to-video': {
          ...prices['evolink/wan2.6-reference-video-flash']!,
          perSecond: { '720p': perSecond, '1080p': perSecond },
        },
      };
      const { amount } = amountOf({ ...leastText, durationSeconds }, list);
      const scale = 10n ** BigInt(fraction.length);
      const [paidWhole = '', paidFraction = ''] = amount!.split('.');
      const paid = BigInt(paidWhole) * scale + BigInt(paidFraction.padEnd(fraction.length, '0'));
      expect(paid).toBe((whole * scale + BigInt(fraction)) * BigInt(durationSeconds));
    }),
  );
});

test.each([
  [{ 'evolink/wan2.7': prices['evolink/wan2.6-reference-video-flash'] }],
  [{ 'evolink/wan2.6-text-to-video': { currency: 'USD', perSecond: { '720p': 0.1, '1080p': 0.2 } } }],
  [{ 'evolink/wan2.6-text-to-video': { ...prices['evolink/wan2.6-reference-video-flash'], perseconds: {} } }],
])('a price file with a mistake is refused: %j', (file) => {
  expect(priceList.safeParse(file).success).toBe(false);
});
