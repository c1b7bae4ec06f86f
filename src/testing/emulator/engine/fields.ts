import { z } from 'zod';
import { namedSizes } from '../media/frame-size.js';
import type { Durations } from '../options.js';

/** An HTTP or HTTPS URL. */
export const mediaUrl = z
  .string()
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'must be an HTTP or HTTPS URL');

/** Whole seconds, within a range. */
export const wholeSeconds = (least: number, most: number) => z.int().min(least).max(most);

/** Seconds where documents name 5, 10 and 15 as well as a range. */
export const disputedSeconds: Readonly<Record<Durations, z.ZodType<number>>> = {
  strict: z.literal([5, 10, 15]),
  lenient: wholeSeconds(2, 15),
};

/** The first so many characters of a text, where a gateway cuts the rest off in silence. */
export const cutText = (characters: number, least = 0) =>
  z
    .string()
    .min(least)
    .transform((text) => Array.from(text).slice(0, characters).join(''));

/** One of the ten frames, by its size as `W*H`. */
export const frame = z.string().transform((size, context) => {
  const named = namedSizes.get(size);
  if (named !== undefined) return named;
  context.addIssue({ code: 'custom', message: `must be one of ${[...namedSizes.keys()].join(', ')}` });
  return z.NEVER;
});

export const shotType = z.enum(['single', 'multi']);

export const seed = z.int().min(0).max(2_147_483_647);
