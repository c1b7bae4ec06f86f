import { z } from 'zod';
import { longestPublicUrl } from '../domain/callback-address.js';
import { isPublicHost } from './public-host.js';

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
/** EvoLink refuses each order that it is to call back elsewhere. */
export const publicUrl = httpUrl
  .refine(
    (url) => !URL.canParse(url) || isLoopback(url) || isCallable(new URL(url)),
    'an https:// address in the public internet, or http:// on loopback',
  )
  .max(longestPublicUrl, `an address of at most ${longestPublicUrl} characters`);
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
const isCallable = ({ protocol, hostname }: URL) => protocol === 'https:' && isPublicHost(hostname);
const isLoopback = (url: string) => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

function isPlain(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password, search, hash } = new URL(url);
  return `${username}${password}${search}${hash}` === '';
}

const isFolder = (name: string) => !['', '.', '..'].includes(name);
