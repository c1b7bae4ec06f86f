import { z } from 'zod';
import { seed, wholeSeconds } from '../engine/fields.js';
import { aspectRatios } from '../engine/order.js';

const longestText = 1500;

const body = z.strictObject({
  model: z.literal('dream-1'),
  text: z.string().min(1).max(longestText),
  clip: z.strictObject({
    seconds: wholeSeconds(3, 12),
    height: z.literal([720, 1080]),
    shape: z.enum(aspectRatios).default('16:9'),
  }),
  silent: z.boolean().default(false),
  seed: seed.optional(),
});

/** The body of the one model, by the word in `model`; as strict as the gateway's own page on it. */
export const bodies = { 'dream-1': body } as const;

export type Body = z.output<typeof body>;
