import { expect, test } from 'vitest';
import { cheapestRequest } from '../../../src/cli/smoke/cheapest-request.js';
import { smokeInputs } from '../../../src/cli/smoke/smoke-inputs.js';
import { isMore } from '../../../src/domain/decimal.js';
import { isModelId, models, type ModelId } from '../../../src/domain/models.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { takeRequest } from '../../../src/domain/requests/take-request.js';
import { knownPrices, type PriceList } from '../../../src/pricing/price-list.js';
import { quote } from '../../../src/pricing/quote.js';

const image = 'https://example.com/cat.png';
const reference = 'https://example.com/cat.mp4';

/** The link that a model of its kind needs. */
const links = { 'text-to-video': {}, 'image-to-video': { image }, 'reference-to-video': { reference } };

const cheapest = (model: ModelId, prices: PriceList = knownPrices) =>
  cheapestRequest(model, smokeInputs(model, links[models[model].kind]), prices);

/** The same request with another length, size or sound, where the model takes that. */
function* alternatives(model: ModelId) {
  for (const durationSeconds of Array.from({ length: 20 }, (_, at) => at + 1)) {
    for (const resolution of ['720p', '1080p']) {
      for (const sound of [{}, { generateAudio: true }, { generateAudio: false }]) {
        const taken = takeRequest(model, { ...cheapest(model), durationSeconds, resolution, ...sound });
        if ('request' in taken) yield taken.request;
      }
    }
  }
}

test.each(Object.keys(models).filter(isModelId))(
  'nothing that %s takes is shorter, or known to be cheaper',
  (model) => {
    const request = parseRequest(cheapest(model));
    const price = quote(request, knownPrices);
    for (const other of alternatives(model)) {
      const otherPrice = quote(other, knownPrices);
      expect(other.durationSeconds).toBeGreaterThanOrEqual(request.durationSeconds);
      if (price.amount !== null && otherPrice.amount !== null)
        expect(isMore(price.amount, otherPrice.amount)).toBe(false);
    }
  },
);

test('without a price, the smallest and most silent one is taken for the cheapest', () => {
  expect(cheapest('evolink/wan2.6-reference-video-flash')).toMatchObject({ resolution: '720p', generateAudio: false });
  expect(cheapest('aimlapi/wan-2-6-t2v')).toMatchObject({ resolution: '720p' });
});

test('a price list counts, whatever one would expect', () => {
  const strange = { ...knownPrices['dashscope/wan2.6-t2v']!, perSecond: { '720p': '0.2', '1080p': '0.1' } };
  expect(cheapest('dashscope/wan2.6-t2v', { 'dashscope/wan2.6-t2v': strange })).toMatchObject({ resolution: '1080p' });
});

test.each<[ModelId, RegExp]>([
  ['evolink/wan2.6-image-to-video', /--image <link>: .* an image of at most 10 MB/],
  ['evolink/wan2.6-reference-video-flash', /--reference <link>: .* videos of 2 to 30 s/],
  ['dashscope/wan2.6-r2v', /--image <link>: .*\nor --reference <link>: /],
])('%s needs a link, and says which', (model, words) => {
  expect(() => smokeInputs(model, {})).toThrow(words);
});

test('a reference image is enough where a model takes one, and a link that it does not take is refused', () => {
  const inputs = smokeInputs('dashscope/wan2.6-r2v', { image });
  expect(cheapestRequest('dashscope/wan2.6-r2v', inputs, knownPrices)).toMatchObject({ referenceImageUrls: [image] });
  expect(() => cheapestRequest('vtrix/wan26_t2v', smokeInputs('vtrix/wan26_t2v', { image }), {})).toThrow('imageUrl');
});
