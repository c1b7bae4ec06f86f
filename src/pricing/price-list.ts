import { z } from 'zod';
import { models, type ModelId } from '../domain/models.js';
import { currencies } from '../domain/money.js';

const amount = z.string().regex(/^\d+(\.\d+)?$/, 'a decimal number as text, such as "5.1"');

const price = z.strictObject({
  currency: z.enum(currencies),
  /** For one billed second, by resolution. */
  perSecond: z.strictObject({ '720p': amount, '1080p': amount }),
  /** For one billed second of a silent video, where that is cheaper. */
  silentPerSecond: z.strictObject({ '720p': amount, '1080p': amount }).optional(),
  /** Where the price was read, and when. */
  source: z.string(),
  date: z.iso.date(),
});

/** A price file: prices by model id. A model without one has an unknown price. */
export const priceList = z.partialRecord(z.enum(Object.keys(models) as [ModelId, ...ModelId[]]), price);

/** Prices by model id. */
export type PriceList = z.output<typeof priceList>;

/** The prices known without a price file. Gateways publish few; the others are unknown, not free. */
export const knownPrices: PriceList = {
  'evolink/wan2.6-text-to-video': {
    currency: 'EVOLINK_CREDIT',
    perSecond: { '720p': '5.1', '1080p': '8.517' },
    source: "a third party's copy of EvoLink's price list: 25.5 and 42.585 credits for 5 s",
    date: '2026-09-30',
  },
};
