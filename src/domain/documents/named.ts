import { z } from 'zod';
import { imageExtensions, file, videoExtensions } from '../requests/fields.js';
import { textLike } from './strict.js';

const nameRule = 'a name: a letter, then up to 59 letters, digits, underscores or hyphens';

const name = z.string(nameRule).regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, nameRule);

/** Values by name. */
const named = <Value extends z.ZodType>(value: Value, rule: string) =>
  z.record(name, value, { error: ({ code }) => (code === 'invalid_key' ? nameRule : rule) });

const valueRule = "text without '{{', in quotes where it looks like a number";

/** Default values of variables. */
export const declaredVariables = named(
  z.string(valueRule).refine((value) => !value.includes('{{'), valueRule),
  'an object of names, each with its text',
);

/** What music and voices may be. */
export const soundExtensions = ['wav', 'mp3', 'm4a', 'aac', 'flac', 'ogg'] as const;

/** Links longer than this would not fit 500 times into what Temporal takes. */
const longestLink = 2000;

const media = file({
  what: `an image, a video or a sound, of at most ${longestLink} characters`,
  extensions: [...imageExtensions, ...videoExtensions, ...soundExtensions],
});

/** Media that shots share by name. */
export const references = named(
  textLike(media.max(longestLink).describe(media.description ?? '')),
  'an object of names, each with its link',
);
