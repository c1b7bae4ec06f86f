import { z } from 'zod';

/** An HTTP or HTTPS URL. */
export const mediaUrl = z
  .string()
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'must be an HTTP or HTTPS URL');

/** Whole seconds, within a range. */
export const wholeSeconds = (least: number, most: number) => z.int().min(least).max(most);

/** The first so many characters of a text, where a gateway cuts the rest off in silence. */
export const cutText = (characters: number) =>
  z.string().transform((text) => Array.from(text).slice(0, characters).join(''));
