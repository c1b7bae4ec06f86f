import type { FaultPlan, FaultTable } from './plan.js';
import type { ResultFault } from './result-faults.js';

const link = (result: ResultFault): FaultPlan => ({ result });

/** The link works, and what is behind it is not the video. */
export const fileFaults = {
  'file-changes': {
    description: 'after the first read, the file is another of the same length, with another `ETag`',
    plan: link({ kind: 'changes', length: 'same', etag: 'changes' }),
    atRandom: true,
  },
  'file-changes-length': {
    description: 'after the first read, the file is a longer one, and no `ETag` is told',
    plan: link({ kind: 'changes', length: 'other', etag: 'absent' }),
    atRandom: true,
  },
  'file-changes-same-etag': {
    description: 'after the first read, the file is a longer one with the same `ETag`',
    plan: link({ kind: 'changes', length: 'other', etag: 'stays' }),
    atRandom: true,
  },
  'file-changes-unseen': {
    description: 'after the first read, the file is another of the same length, and no `ETag` is told',
    plan: link({ kind: 'changes', length: 'same', etag: 'absent' }),
  },
  'html-at-first': {
    description: 'the first 2 reads give an HTML page that calls itself a video',
    plan: link({ kind: 'content', content: 'html', strikes: 2 }),
    atRandom: true,
  },
  'html-instead': {
    description: 'the file is an HTML page that calls itself a video',
    plan: link({ kind: 'content', content: 'html', strikes: Infinity }),
  },
  'random-bytes': {
    description: 'the file is random bytes that call themselves a video',
    plan: link({ kind: 'content', content: 'random', strikes: Infinity }),
  },
  'half-file': {
    description: 'the file ends in its middle, and its length is told so',
    plan: link({ kind: 'content', content: 'half', strikes: Infinity }),
  },
  'half-file-no-length': {
    description: 'the file ends in its middle; `Range` is ignored and no `Content-Length` is told',
    plan: link({ kind: 'content', content: 'half', strikes: Infinity, length: 'untold' }),
  },
  'half-file-at-first': {
    description: 'in the first 4 reads the file ends in its middle, and its length is told so',
    plan: link({ kind: 'content', content: 'half', strikes: 4 }),
    atRandom: true,
  },
  'half-file-no-length-at-first': {
    description: 'in the first 2 reads the file ends in its middle, `Range` is ignored and no `Content-Length` is told',
    plan: link({ kind: 'content', content: 'half', strikes: 2, length: 'untold' }),
    atRandom: true,
  },
  'empty-file': {
    description: 'the file is empty',
    plan: link({ kind: 'content', content: 'empty', strikes: Infinity }),
  },
  'wrong-content-type': {
    description: 'the video calls itself `text/plain`',
    plan: link({ kind: 'content-type', contentType: 'text/plain' }),
    atRandom: true,
  },
} as const satisfies FaultTable;
