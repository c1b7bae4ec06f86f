import type { FailureReason } from '../engine/failure.js';
import { onlyAt, type FaultPlan, type FaultTable } from './plan.js';
import { error } from './wrong-answers.js';

const fails = (code: string, reason: FailureReason, message: string): FaultPlan => ({
  course: { kind: 'fail', failure: { code, reason, message }, refund: 'at-once' },
});

export const vtrixFaults = onlyAt(['vtrix'], {
  'code-001026095': {
    description: 'fails with 001026095, “Internal generation error”; refunded',
    plan: fails('001026095', 'provider', 'Internal generation error'),
    atRandom: true,
  },
  'code-001026096': {
    description: 'fails with 001026096, “Result parsing error”, which says nothing of the video; refunded',
    plan: fails('001026096', 'no-content', 'Result parsing error'),
  },
  'code-001026097': {
    description: 'fails with 001026097, “HTTP error response”, which may hide anything; refunded',
    plan: fails('001026097', 'provider', 'HTTP error response'),
  },
  'code-001026098': {
    description: 'fails with 001026098, “Status check error”, which says nothing of the video; refunded',
    plan: fails('001026098', 'timeout', 'Status check error'),
  },
  'code-001026099': {
    description: 'fails with 001026099, “Task creation error”; refunded',
    plan: fails('001026099', 'provider', 'Task creation error'),
    atRandom: true,
  },
  'nested-word': {
    description: 'there is no `status`: the word stands in `output[0].status` alone, `done` at the end',
    plan: { view: { kind: 'nested-word' } },
    atRandom: true,
  },
  'nested-failed': {
    description: 'fails, and only `output[0].status` says so: there is no `status` and no `error`; refunded',
    plan: { ...fails('001026095', 'provider', 'Internal generation error'), view: { kind: 'nested-word' } },
    atRandom: true,
  },
  'output-as-object': {
    description: '`output` is one object, not a list of one',
    plan: { view: { kind: 'output-as-object' } },
    atRandom: true,
  },
  'submit-200-error': {
    description: 'nothing is accepted, the 200 answer has an `error` and no id',
    plan: { submit: { accepts: false, answer: error(500, { form: 'text-in-200' }) } },
  },
  'accept-then-200-error': {
    description: 'accepted, the 200 answer has an `error` and no id',
    plan: { submit: { accepts: true, answer: error(500, { form: 'text-in-200' }) } },
  },
} as const satisfies FaultTable);
