import { onlyAt, type FaultTable } from './plan.js';
import { error } from './wrong-answers.js';

export const dashscopeFaults = onlyAt(['dashscope'], {
  'refuse-429-rate-quota': {
    description: 'refused: 429 `Throttling.RateQuota`',
    plan: { submit: { accepts: false, answer: error(429, { reason: 'rate-quota' }) } },
    atRandom: true,
  },
  'refuse-429-allocation-quota': {
    description: 'refused: 429 `Throttling.AllocationQuota`, which reads as if the account were empty',
    plan: { submit: { accepts: false, answer: error(429, { reason: 'allocation-quota' }) } },
    atRandom: true,
  },
  'unknown-while-running': {
    description: 'while it runs, the task is told as `UNKNOWN`, as if it had been forgotten; it completes',
    plan: { view: { kind: 'words', words: { running: 'UNKNOWN' } } },
  },
} as const satisfies FaultTable);
