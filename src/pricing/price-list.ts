import { z } from 'zod';
import { knownModelIds, type ModelId } from '../domain/models.js';
import type { ModelDefinition } from '../domain/requests/define-model.js';
import { modelPrice, type ModelPrice } from '../domain/requests/model-price.js';

/** A price file: prices by model id. A model without one has an unknown price. */
export const priceList = z.partialRecord(z.enum(knownModelIds), modelPrice);

/** Prices by model id. */
export type PriceList = { readonly [Id in ModelId]?: ModelPrice | undefined };

/** Those of the default address, Singapore. */
const dashscopePrice: ModelPrice = {
  currency: 'USD',
  perSecond: { '720p': '0.1', '1080p': '0.15' },
  source: "Alibaba Cloud Model Studio's price list for Singapore",
  date: '2026-09-30',
};

const dashscopeFlashPrice: ModelPrice = {
  ...dashscopePrice,
  perSecond: { '720p': '0.05', '1080p': '0.075' },
  silentPerSecond: { '720p': '0.025', '1080p': '0.0375' },
};

/** The prices known without a price file, at the gateways' default addresses. Gateways publish few; the others are unknown, not free. */
export const knownPrices: PriceList = {
  'evolink/wan2.6-text-to-video': {
    currency: 'EVOLINK_CREDIT',
    perSecond: { '720p': '5.1', '1080p': '8.517' },
    source: "a third party's copy of EvoLink's price list: 25.5 and 42.585 credits for 5 s",
    date: '2026-09-30',
  },
  'aimlapi/wan-2-6-t2v': {
    currency: 'USD',
    perSecond: { '1080p': '0.1575' },
    source: "AI/ML API's own example: 3,150,000 credits for 10 s at 1080p, 2,000,000 credits being 1 USD",
    date: '2026-09-30',
  },
  'dashscope/wan2.6-t2v': dashscopePrice,
  'dashscope/wan2.6-i2v': dashscopePrice,
  'dashscope/wan2.6-i2v-flash': dashscopeFlashPrice,
  'dashscope/wan2.6-r2v': dashscopePrice,
  'dashscope/wan2.6-r2v-flash': dashscopeFlashPrice,
};

/** The prices that models are defined with. */
export const pricesOf = (defined: readonly Pick<ModelDefinition, 'id' | 'price'>[]): PriceList =>
  Object.fromEntries(defined.map(({ id, price }) => [id, price]));
