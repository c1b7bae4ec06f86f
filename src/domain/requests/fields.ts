import { z } from 'zod';
import { accountLabel } from '../ids.js';
import { parseS3Uri } from '../s3-uri.js';

// Each field's description says what is allowed: messages, `reelwork models` and the README quote it.

const promptLimit = 1500;
const negativePromptLimit = 500;
const largestSeed = 2_147_483_647;

/** Characters as people count them: one per code point. */
const characters = (text: string) => [...text].length;

/**
 * EvoLink, Vtrix and DashScope document 1500 characters; two of them would cut silently, so longer is refused. AI/ML API
 * documents nothing and passes prompts on to DashScope.
 */
export const prompt = z
  .string()
  .refine((text) => text.trim() !== '' && characters(text) <= promptLimit)
  .describe(`text of 1 to ${promptLimit} characters`);

/** DashScope cuts what is longer silently; AI/ML API passes it on. */
export const negativePrompt = z
  .string()
  .refine((text) => text.trim() !== '' && characters(text) <= negativePromptLimit)
  .describe(`text of 1 to ${negativePromptLimit} characters`);

/** What two orders of one request need to look alike, where the model has it. */
export const seed = z.int().min(0).max(largestSeed).describe(`a whole number from 0 to ${largestSeed}`);

/** A length in whole seconds, both bounds included. */
export const wholeSeconds = (from: number, to: number) =>
  z.int().min(from).max(to).describe(`a whole number from ${from} to ${to}`);

/** One of a few values, the first one being the default. */
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).describe(values.join(', '));

/** A length of which the model makes only some. */
export const oneOfSeconds = (values: readonly [number, ...number[]]) =>
  z.literal([...values]).describe(`${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);

/** The label of the gateway account that is to pay, where several are configured. */
export const account = z
  .string()
  .regex(accountLabel)
  .describe('the label of a configured account: small letters, digits and hyphens')
  .optional();

/** A switch. */
export const flag = z.boolean().describe('true or false');

/** @default '720p' */
export const resolution = oneOf(['720p', '1080p']).default('720p');
/** @default '16:9' */
export const aspectRatio = oneOf(['16:9', '9:16', '1:1', '4:3', '3:4']).default('16:9');
/** Whether the video is one shot or may have cuts. */
export const shotType = oneOf(['single', 'multi']).optional();

/** What gateways' pages name. */
export const imageExtensions = ['jpeg', 'jpg', 'png', 'bmp', 'webp'] as const;
export const videoExtensions = ['mp4', 'mov'] as const;

/** What a file may be, in its gateway's words: their limits differ. */
interface FileRules {
  /** `an image of at most 10 MB`; of several, `images of at most 10 MB`. */
  readonly what: string;
  readonly extensions: readonly string[];
}

const linkTo = ({ extensions }: FileRules) =>
  z.string().refine((link) => isFetchable(link) && hasExtension(link, extensions));

/**
 * A file that the gateway should fetch: a public https link, or `s3://bucket/key`, which is signed just before the
 * submission. A file name with an extension other than the documented ones is refused; one without is let through.
 */
export const file = (rules: FileRules) =>
  linkTo(rules).describe(`an https:// or s3:// link to ${rules.what} (${rules.extensions.join(', ')})`);

/** Several of them, at least one. */
export const files = ({ atMost, ...rules }: FileRules & { readonly atMost: number }) =>
  z
    .array(linkTo(rules))
    .min(1)
    .max(atMost)
    .describe(`1 to ${atMost} https:// or s3:// links to ${rules.what} (${rules.extensions.join(', ')})`);

function isFetchable(link: string): boolean {
  if (parseS3Uri(link) !== undefined) return true;
  // `URL` forgives more than this: what is spelt otherwise would keep its query string in the ledger.
  if (!/^https:\/\/\S+$/i.test(link) || !URL.canParse(link)) return false;
  const { hostname, username, password } = new URL(link);
  return hostname !== '' && username === '' && password === '';
}

function hasExtension(link: string, extensions: readonly string[]): boolean {
  const path = parseS3Uri(link)?.key ?? new URL(link).pathname;
  const extension = /\.([a-z0-9]{2,4})$/i.exec(path)?.[1];
  return extension === undefined || extensions.includes(extension.toLowerCase());
}
