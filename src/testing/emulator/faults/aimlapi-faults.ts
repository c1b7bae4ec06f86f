import { onlyAt, type FaultTable } from './plan.js';

export const aimlapiFaults = onlyAt(['aimlapi'], {
  'free-text-failure': {
    description: 'fails with a text that fits nothing that is known; refunded',
    plan: {
      course: {
        kind: 'fail',
        failure: { reason: 'unheard-of', message: 'It would not gallop in the moonlight.' },
        refund: 'at-once',
      },
    },
    atRandom: true,
  },
  'completed-as-complete': {
    description: 'the word for completed is `complete`, as some of its pages have it',
    plan: { view: { kind: 'words', words: { completed: 'complete' } } },
    atRandom: true,
  },
} as const satisfies FaultTable);
