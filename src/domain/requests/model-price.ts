import { z } from 'zod';
import { currencies } from '../money.js';

const amount = z.string().regex(/^\d+(\.\d+)?$/, 'a decimal number as text, such as "5.1"');

/** One that is left out is unknown, not free. */
const byResolution = z.strictObject({ '720p': amount.optional(), '1080p': amount.optional() });

/** What a model costs. */
export const modelPrice = z.strictObject({
  currency: z.enum(currencies),
  /** For one billed second, by resolution. */
  perSecond: byResolution,
  /** For one billed second of a silent video, where that is cheaper. */
  silentPerSecond: byResolution.optional(),
  /** Where the price was read, and when. */
  source: z.string(),
  date: z.iso.date(),
});

/** What a model costs. */
export type ModelPrice = z.output<typeof modelPrice>;
