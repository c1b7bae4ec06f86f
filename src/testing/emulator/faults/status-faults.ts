import type { FaultPlan, FaultTable } from './plan.js';
import { viewFaults } from './view-faults.js';
import { error, garbled, type SpoiltAnswer, type WrongAnswer } from './wrong-answers.js';

/** Status reads that are answered otherwise: the first few, those soon after acceptance, or all from some time on. */
export interface ReadFault {
  readonly answer: WrongAnswer | SpoiltAnswer;
  readonly when:
    { readonly firstReads: number } | { readonly withinSeconds: number } | { readonly afterSeconds: number };
}

const firstReads = (reads: number, answer: ReadFault['answer']): FaultPlan => ({
  read: { answer, when: { firstReads: reads } },
});

export const statusFaults = {
  'status-404': {
    description: 'the first 2 reads know no such task',
    plan: firstReads(2, error(404)),
    atRandom: true,
  },
  'status-404-20s': {
    description: 'no such task in the first 20 s after acceptance',
    plan: { read: { answer: error(404), when: { withinSeconds: 20 } } },
    atRandom: true,
  },
  forgotten: {
    description: 'no such task from 10 min after acceptance on: its retention has ended',
    plan: { read: { answer: error(404), when: { afterSeconds: 600 } } },
  },
  'status-401': {
    description: 'the first 3 reads are answered 401: the key was rotated',
    plan: firstReads(3, error(401)),
    atRandom: true,
  },
  'status-403': { description: 'the first 3 reads are answered 403', plan: firstReads(3, error(403)), atRandom: true },
  'status-429': { description: 'the first 3 reads are answered 429', plan: firstReads(3, error(429)), atRandom: true },
  'status-429-later': {
    description: 'the first 2 reads are answered 429 with `Retry-After: 2`',
    plan: firstReads(2, error(429, { retryAfterSeconds: 2 })),
    atRandom: true,
  },
  'status-500': { description: 'the first 3 reads are answered 500', plan: firstReads(3, error(500)), atRandom: true },
  'status-502-html': {
    description: 'the first 3 reads are answered 502 with a CDN’s page',
    plan: firstReads(3, error(502, { form: 'html' })),
    atRandom: true,
  },
  'status-503': { description: 'the first 3 reads are answered 503', plan: firstReads(3, error(503)), atRandom: true },
  'status-504-empty': {
    description: 'the first 3 reads are answered 504 without a body',
    plan: firstReads(3, error(504, { form: 'empty' })),
    atRandom: true,
  },
  'status-html': {
    description: 'the first 3 reads are answered with a 200 HTML page',
    plan: firstReads(3, garbled('html')),
    atRandom: true,
  },
  'status-malformed': {
    description: 'the first 3 reads are answered 200 with broken JSON',
    plan: firstReads(3, garbled('malformed')),
    atRandom: true,
  },
  'status-empty': {
    description: 'the first 3 reads are answered 200 without a body',
    plan: firstReads(3, garbled('empty')),
    atRandom: true,
  },
  'status-drop': {
    description: 'the first 2 reads meet a broken connection',
    plan: firstReads(2, { kind: 'drop' }),
    atRandom: true,
  },
  'status-cut': {
    description: 'the first 2 answers break off in their middle',
    plan: firstReads(2, { kind: 'cut' }),
    atRandom: true,
  },
  'status-stall': {
    description: 'the first read is never answered',
    plan: firstReads(1, { kind: 'stall' }),
    atRandom: true,
  },

  ...viewFaults,
} as const satisfies FaultTable;
