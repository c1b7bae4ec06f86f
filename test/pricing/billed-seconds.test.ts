import { expect, test } from 'vitest';
import type { Money } from '../../src/domain/money.js';
import type { OrderedVideo } from '../../src/domain/ordered-video.js';
import { billedSeconds as secondsBilled, type Charge } from '../../src/pricing/billed-seconds.js';
import { knownPrices, type PriceList } from '../../src/pricing/price-list.js';
import { listed } from '../../src/pricing/prices.js';

const billedSeconds = (of: Charge, list: PriceList) => secondsBilled(of, listed(list));

const ordered: OrderedVideo = { durationSeconds: 5, resolution: '720p', referenceVideos: 0, referenceImages: 0 };
const credits = (amount: string, basis: 'quoted' | 'reserved' | 'settled'): Money => ({
  amount,
  currency: 'EVOLINK_CREDIT',
  basis,
});
const charge: Charge = {
  model: 'evolink/wan2.6-text-to-video',
  ordered,
  expected: credits('25.5', 'quoted'),
  cost: credits('20.4', 'settled'),
};

test('a settled charge pays for so many seconds by the price list', () => {
  expect(billedSeconds(charge, knownPrices)).toBe(4);
  expect(billedSeconds({ ...charge, ordered: { ...ordered, resolution: '1080p' } }, knownPrices)).toBe(2.395);
});

test('what was reserved for the length ordered tells the price better than a list', () => {
  const reserved = { ...charge, expected: credits('10', 'reserved'), cost: credits('8', 'settled') };
  expect(billedSeconds(reserved, knownPrices)).toBe(4);
  expect(billedSeconds({ ...reserved, model: 'evolink/wan2.6-image-to-video' }, {})).toBe(4);
});

test('the most that reference videos can have cost is taken off', () => {
  const model = 'evolink/wan2.6-reference-video-flash';
  const prices: PriceList = {
    [model]: {
      currency: 'EVOLINK_CREDIT',
      perSecond: { '720p': '2', '1080p': '4' },
      silentPerSecond: { '720p': '1', '1080p': '2' },
      source: 'a test',
      date: '2026-01-01',
    },
  };
  const order = { ...charge, model, expected: credits('20', 'reserved'), cost: credits('20', 'settled') } as const;
  expect(billedSeconds({ ...order, ordered: { ...ordered, referenceVideos: 2 } }, prices)).toBe(5);
  expect(billedSeconds({ ...order, ordered: { ...ordered, referenceVideos: 3, sound: false } }, prices)).toBe(15.05);
});

test('what a gateway says of its seconds counts, whatever the charge says', () => {
  expect(billedSeconds({ ...charge, seconds: '7.35' }, {})).toBe(7.35);
  expect(billedSeconds({ ...charge, ordered: { ...ordered, referenceVideos: 2 }, seconds: '10' }, {})).toBe(5);
});

test.each<[string, Partial<Charge>, PriceList]>([
  ['before the charge is settled', { cost: credits('20.4', 'reserved') }, knownPrices],
  ['without a price', {}, {}],
  ['in another currency', { cost: { amount: '1', currency: 'USD', basis: 'settled' } }, knownPrices],
  ['where nothing was reserved', { expected: credits('0', 'reserved') }, knownPrices],
  ['without an amount', { cost: { amount: null, currency: 'EVOLINK_CREDIT', basis: 'unknown' } }, knownPrices],
])('nothing is claimed %s', (_, differences, prices) => {
  expect(billedSeconds({ ...charge, ...differences }, prices)).toBeUndefined();
});
