import { z } from 'zod';

// What variables may hold; each message says what was expected.

export const text = z.string().min(1, 'a text that is not empty');
export const apiKey = z.string().regex(/^[!-~]+$/, 'a key: printable characters without spaces or line breaks');
export const prefix = z
  .string()
  .refine(
    (path) => path === '' || path.replace(/\/$/, '').split('/').every(isFolder),
    'a path such as team/videos, without / in front',
  );
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
  .refine(isPlain, 'an address without user name, query or fragment');
export const publicUrl = httpUrl.refine(
  (url) => !URL.canParse(url) || url.startsWith('https:') || isLoopback(url),
  'an https:// address, or http:// on loopback',
);
export const yesOrNo = z.enum(['true', 'false'], "'true' or 'false'").transform((word) => word === 'true');
const largestLimit = 1000;
const limit = (error: string, isRight: (number: number) => boolean) =>
  z.coerce.number(error).refine(isRight, { error });
export const wholeLimit = limit(
  `a whole number from 1 to ${largestLimit}`,
  (number) => Number.isInteger(number) && number >= 1 && number <= largestLimit,
);
export const rateLimit = limit(
  `a number above 0, up to ${largestLimit}`,
  (number) => number > 0 && number <= largestLimit,
);
const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

function isPlain(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password, search, hash } = new URL(url);
  return `${username}${password}${search}${hash}` === '';
}

const isFolder = (name: string) => !['', '.', '..'].includes(name);
