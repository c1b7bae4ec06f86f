import { clipFaults } from './clip-faults.js';
import { fileFaults } from './file-faults.js';
import type { FaultPlan, FaultTable } from './plan.js';

/**
 * What reading a result's link meets. `strikes`: how many reads it meets, before the rest are as they should be; a
 * ranged read counts as one.
 */
export type ResultFault =
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 429 | 503; readonly strikes: number }
  /** The link is dead from the start; the one that the task names after it was tried is not. */
  | { readonly kind: 'needs-renewal' }
  /** After its time, the link answers 404, not 403. */
  | { readonly kind: 'expires-as-404' }
  /** Reads that pass the middle of the file break off there, or stall. */
  | { readonly kind: 'cut' | 'stall'; readonly strikes: number }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number; readonly strikes: number }
  | {
      readonly kind: 'content';
      readonly content: WrongContent;
      readonly strikes: number;
      /** Untold, `Range` is ignored, too. @default 'told' */
      readonly length?: 'told' | 'untold';
    }
  | { readonly kind: 'content-type'; readonly contentType: string }
  | { readonly kind: 'no-ranges'; readonly length: 'told' | 'untold' }
  | { readonly kind: 'etag'; readonly etag: 'absent' | 'weak' }
  /** After the first read, the file is another one. */
  | { readonly kind: 'changes'; readonly length: 'same' | 'other'; readonly etag: 'changes' | 'stays' | 'absent' }
  | { readonly kind: 'redirect'; readonly to: 'itself' | 'private' | 'scheme' | 'file'; readonly strikes: number }
  /** The file goes on with zeros, beyond all measure. */
  | { readonly kind: 'oversized'; readonly length: 'told' | 'untold' }
  | { readonly kind: 'plain-http' };

/** `half`: the file is cut off in its middle, and its length with it. */
export type WrongContent = 'html' | 'random' | 'half' | 'empty';

const link = (result: ResultFault): FaultPlan => ({ result });

export const resultFaults = {
  'link-403': {
    description: 'the link is dead (403), at once and for good',
    plan: link({ kind: 'refused', status: 403, strikes: Infinity }),
  },
  'link-404': {
    description: 'the link is dead (404), at once and for good',
    plan: link({ kind: 'refused', status: 404, strikes: Infinity }),
  },
  'link-renewed': {
    description: 'the first link is dead (403); once it was tried, the task names one that works',
    plan: link({ kind: 'needs-renewal' }),
    atRandom: true,
  },
  'link-404-in-time': {
    description: 'the link is answered 404, not 403, once its 24 h have passed',
    plan: link({ kind: 'expires-as-404' }),
    atRandom: true,
  },
  'link-429': {
    description: 'the first 2 reads are answered 429',
    plan: link({ kind: 'refused', status: 429, strikes: 2 }),
    atRandom: true,
  },
  'link-503': {
    description: 'the first 2 reads are answered 503',
    plan: link({ kind: 'refused', status: 503, strikes: 2 }),
    atRandom: true,
  },
  'link-http': { description: 'the link begins with `http://`', plan: link({ kind: 'plain-http' }), atRandom: true },
  'redirect-once': {
    description: 'the first 2 reads are redirected to the same file elsewhere on the host',
    plan: link({ kind: 'redirect', to: 'file', strikes: 2 }),
    atRandom: true,
  },
  'redirect-loop': {
    description: 'the link is redirected to itself, for ever',
    plan: link({ kind: 'redirect', to: 'itself', strikes: Infinity }),
  },
  'redirect-private': {
    description: 'the link is redirected to a private address (169.254.169.254)',
    plan: link({ kind: 'redirect', to: 'private', strikes: Infinity }),
  },
  'redirect-scheme': {
    description: 'the link is redirected to a `file:` URL',
    plan: link({ kind: 'redirect', to: 'scheme', strikes: Infinity }),
  },

  'body-cut': {
    description: 'the first 2 bodies that pass the middle of the file break off there, short of their length',
    plan: link({ kind: 'cut', strikes: 2 }),
    atRandom: true,
  },
  'body-cut-always': {
    description: 'every body that passes the middle of the file breaks off there',
    plan: link({ kind: 'cut', strikes: Infinity }),
  },
  'body-stall': {
    description: 'the first body that passes the middle of the file stalls there',
    plan: link({ kind: 'stall', strikes: 1 }),
    atRandom: true,
  },
  'body-drip': {
    description: 'the first body comes at 500 bytes a second',
    plan: link({ kind: 'drip', bytesPerSecond: 500, strikes: 1 }),
    atRandom: true,
  },
  'body-drip-always': {
    description: 'every body comes at 500 bytes a second',
    plan: link({ kind: 'drip', bytesPerSecond: 500, strikes: Infinity }),
  },
  'no-ranges': {
    description: '`Range` is ignored: every answer is the whole file',
    plan: link({ kind: 'no-ranges', length: 'told' }),
    atRandom: true,
  },
  'no-length': {
    description: '`Range` is ignored and no `Content-Length` is told',
    plan: link({ kind: 'no-ranges', length: 'untold' }),
    atRandom: true,
  },
  'no-etag': { description: 'no `ETag` is told', plan: link({ kind: 'etag', etag: 'absent' }), atRandom: true },
  'weak-etag': { description: 'the `ETag` is a weak one', plan: link({ kind: 'etag', etag: 'weak' }), atRandom: true },
  oversized: {
    description: 'the file goes on to 1 PiB',
    plan: link({ kind: 'oversized', length: 'told' }),
  },
  endless: {
    description: 'the file never ends, and no length is told',
    plan: link({ kind: 'oversized', length: 'untold' }),
  },

  ...fileFaults,
  ...clipFaults,
} as const satisfies FaultTable;
