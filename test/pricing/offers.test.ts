import { expect, test } from 'vitest';
import { knownModels } from '../../src/domain/requests/model-catalogue.js';
import type { GenerationOptions } from '../../src/domain/requests/parse-options.js';
import { offersFor } from '../../src/pricing/offers.js';
import { knownPrices } from '../../src/pricing/price-list.js';
import { listed } from '../../src/pricing/prices.js';

const cat = { model: 'auto', prompt: 'A cat playing piano', durationSeconds: 5, resolution: '720p' } as const;

const market = { models: knownModels, prices: listed(knownPrices), asksForCallbacks: true };

const offers = (request: object, options?: GenerationOptions, served: (model: string) => boolean = () => true) =>
  offersFor(request, options, { ...market, isServed: served });

const names = (...given: Parameters<typeof offers>) => offers(...given).offers.map(({ model }) => model);
const reason = (model: string, ...given: Parameters<typeof offers>) =>
  offers(...given).declined.find((each) => each.model === model)?.because;

test('the cheapest model comes first, and one whose price nobody knows is none', () => {
  expect(names(cat)).toEqual(['evolink/wan2.6-text-to-video', 'dashscope/wan2.6-t2v']);
  expect(reason('vtrix/wan26_t2v', cat)).toBe('its price is not known: only with auto.among naming it');
  expect(reason('aimlapi/wan-2-6-t2v', cat)).toContain('its price is not known');
});

test('the caller’s order counts, and allows models whose price nobody knows', () => {
  const among = ['vtrix/wan26_t2v', 'dashscope/wan2.6-t2v', 'evolink/wan2.6-text-to-video'];
  expect(names(cat, { auto: { among } })).toEqual(among);
});

test('no field is dropped: a model that lacks one is named with its reason', () => {
  expect(names({ ...cat, watermark: true })).toEqual(['dashscope/wan2.6-t2v']);
  expect(reason('evolink/wan2.6-text-to-video', { ...cat, watermark: true })).toContain(
    'watermark: true; allowed: not a',
  );
});

test('a model whose gateway does not call back is none where callbacks are needed', () => {
  expect(names(cat, { auto: { needsCallback: true } })).toEqual(['evolink/wan2.6-text-to-video']);
  expect(reason('dashscope/wan2.6-t2v', cat, { auto: { needsCallback: true } })).toBe('its gateway does not call back');
});

test('a model above the highest price is none, nor is one in another currency', () => {
  expect(names(cat, { maxPrice: '0.5 USD' })).toEqual(['dashscope/wan2.6-t2v']);
  expect(reason('dashscope/wan2.6-t2v', cat, { maxPrice: '0.4 USD' })).toContain('at least 0.5 USD');
  expect(reason('evolink/wan2.6-text-to-video', cat, { maxPrice: '0.5 USD' })).toContain('EVOLINK_CREDIT');
});

test('a model that nobody serves here is none', () => {
  const elsewhere = (model: string) => !model.startsWith('evolink/');
  expect(names(cat, undefined, elsewhere)).toEqual(['dashscope/wan2.6-t2v']);
  expect(reason('evolink/wan2.6-text-to-video', cat, undefined, elsewhere)).toBe(
    "no account 'default' of evolink is configured here",
  );
});

test('a name in `among` that no model has is refused with those that there are', () => {
  expect(() => offers(cat, { auto: { among: ['evolink/wan9'] } })).toThrow(
    /auto\.among: 'evolink\/wan9'; allowed: evolink\//,
  );
});

test('nobody calls back where no callbacks are asked for', () => {
  const options = { auto: { needsCallback: true } };
  expect(names(cat, options)).toEqual(['evolink/wan2.6-text-to-video']);
  const { offers: none, declined } = offersFor(cat, options, {
    ...market,
    asksForCallbacks: false,
    isServed: () => true,
  });
  expect(none).toEqual([]);
  expect(declined).toContainEqual({
    model: 'evolink/wan2.6-text-to-video',
    because: 'no callbacks are asked for here',
  });
});
