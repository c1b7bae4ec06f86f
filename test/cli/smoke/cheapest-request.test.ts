import { expect, test } from 'vitest';
import { cheapestRequest } from '../../../src/cli/smoke/cheapest-request.js';
import { smokeInputs } from '../../../src/cli/smoke/smoke-inputs.js';
import { isMore } from '../../../src/domain/decimal.js';
import { knownModelIds, type KnownModelId } from '../../../src/domain/models.js';
import { knownModels } from '../../../src/domain/requests/model-catalogue.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { takersOf } from '../../../src/domain/requests/takers.js';
import { knownPrices, type PriceList } from '../../../src/pricing/price-list.js';
import { listed } from '../../../src/pricing/prices.js';
import { quote } from '../../../src/pricing/quote.js';

const image = 'https://example.com/cat.png';
const reference = 'https://example.com/cat.mp4';

/** The link that a model of its kind needs. */
const links = { 'text-to-video': {}, 'image-to-video': { image }, 'reference-to-video': { reference } };

const known = (id: KnownModelId) => knownModels.find(id)!;

function cheapest(id: KnownModelId, prices: PriceList = knownPrices) {
  const model = known(id);
  return cheapestRequest(model, smokeInputs(model, links[model.facts.kind]), listed(prices));
}

/** The same request with another length, size or sound, where the model takes that. */
function* alternatives(model: KnownModelId) {
  for (const durationSeconds of Array.from({ length: 20 }, (_, at) => at + 1)) {
    for (const resolution of ['720p', '1080p']) {
      for (const sound of [{}, { generateAudio: true }, { generateAudio: false }]) {
        const other = { ...cheapest(model), durationSeconds, resolution, ...sound };
        for (const { request } of takersOf(other, { among: [model] }).takers) yield request;
      }
    }
  }
}

test.each(knownModelIds)('nothing that %s takes is shorter, or known to be cheaper', (model) => {
  const request = parseRequest(cheapest(model));
  const price = quote(request, listed(knownPrices));
  for (const other of alternatives(model)) {
    const otherPrice = quote(other, listed(knownPrices));
    expect(other.durationSeconds).toBeGreaterThanOrEqual(request.durationSeconds);
    if (price.amount !== null && otherPrice.amount !== null)
      expect(isMore(price.amount, otherPrice.amount)).toBe(false);
  }
});

test('without a price, the smallest and most silent one is taken for the cheapest', () => {
  expect(cheapest('evolink/wan2.6-reference-video-flash')).toMatchObject({ resolution: '720p', generateAudio: false });
  expect(cheapest('aimlapi/wan-2-6-t2v')).toMatchObject({ resolution: '720p' });
});

test('a price list counts, whatever one would expect', () => {
  const strange = { ...knownPrices['dashscope/wan2.6-t2v']!, perSecond: { '720p': '0.2', '1080p': '0.1' } };
  expect(cheapest('dashscope/wan2.6-t2v', { 'dashscope/wan2.6-t2v': strange })).toMatchObject({ resolution: '1080p' });
});

test.each<[KnownModelId, RegExp]>([
  ['evolink/wan2.6-image-to-video', /--image <link>: .* an image of at most 10 MB/],
  ['evolink/wan2.6-reference-video-flash', /--reference <link>: .* videos of 2 to 30 s/],
  ['dashscope/wan2.6-r2v', /--image <link>: .*\nor --reference <link>: /],
])('%s needs a link, and says which', (model, words) => {
  expect(() => smokeInputs(known(model), {})).toThrow(words);
});

test('a reference image is enough where a model takes one, and a link that it does not take is refused', () => {
  const references = known('dashscope/wan2.6-r2v');
  const referenced = cheapestRequest(references, smokeInputs(references, { image }), listed(knownPrices));
  expect(referenced).toMatchObject({ referenceImageUrls: [image] });
  const text = known('vtrix/wan26_t2v');
  expect(() => cheapestRequest(text, smokeInputs(text, { image }), listed({}))).toThrow('imageUrl');
});
