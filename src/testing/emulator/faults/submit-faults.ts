import type { FaultPlan, FaultTable } from './plan.js';
import { plainErrors } from './plain-errors.js';
import { error, garbled, type SpoiltAnswer, type WrongAnswer } from './wrong-answers.js';

/** What goes wrong with the submit itself, and whether there is a job nevertheless, which is paid for. */
export type SubmitFault =
  | { readonly accepts: false; readonly answer: WrongAnswer }
  | {
      readonly accepts: true;
      readonly answer: WrongAnswer | SpoiltAnswer | NamingAnswer | { readonly kind: 'no-id' | 'after-callback' };
    };

/** An answer that is no acceptance, and names the task all the same. */
export type NamingAnswer =
  /** The gateway's own error, with the id in an object beside it, or in itself. */
  | { readonly kind: 'naming-error'; readonly status: 400 | 402 | 429; readonly where: 'data' | 'error' }
  /** The right answer in an envelope, or without its last brace. */
  | { readonly kind: 'enveloped' | 'unclosed' };

type AnswerTo<Accepts extends boolean> = Extract<SubmitFault, { accepts: Accepts }>['answer'];

const refused = (answer: AnswerTo<false>): FaultPlan => ({ submit: { accepts: false, answer } });
const accepted = (answer: AnswerTo<true>): FaultPlan => ({ submit: { accepts: true, answer } });

export const submitFaults = {
  'refuse-401': { description: 'refused: key not valid', plan: refused(error(401)) },
  'refuse-402': { description: 'refused: out of credit', plan: refused(error(402)) },
  'refuse-403': { description: 'refused: no permission', plan: refused(error(403)) },
  'refuse-413': { description: 'refused: body too large', plan: refused(error(413)) },
  'refuse-422': { description: 'refused: a parameter is not valid', plan: refused(error(422)) },
  'refuse-400-text': {
    description: 'refused: 400 with a bare string for the error',
    plan: refused(error(400, { form: 'text' })),
  },
  'refuse-400-with-secrets': {
    description: 'refused: 400 whose words repeat the key, and a signed link',
    plan: refused(error(400, { repeatsSecrets: true })),
  },
  'refuse-moderation': {
    description: 'refused: content policy (400)',
    plan: refused(error(400, { reason: 'moderation' })),
    atRandom: true,
  },
  'refuse-429': {
    description: 'refused: rate limit, with `Retry-After: 2`',
    plan: refused(error(429, { retryAfterSeconds: 2 })),
    atRandom: true,
  },
  'refuse-429-bare': {
    description: 'refused: rate limit, without `Retry-After`',
    plan: refused(error(429)),
    atRandom: true,
  },
  'refuse-429-html': {
    description: 'refused: 429 with a CDN’s page',
    plan: refused(error(429, { form: 'html' })),
  },
  'submit-409-conflict': {
    gateways: ['evolink'],
    description: 'nothing is accepted, the answer is a 409 `idempotency_conflict`',
    plan: refused(error(409, { reason: 'idempotency-conflict' })),
  },
  'submit-html': { description: 'nothing is accepted, the answer is a 200 HTML page', plan: refused(garbled('html')) },
  'submit-307': { description: 'nothing is accepted, the answer is a 307', plan: refused({ kind: 'redirect' }) },
  'submit-drop': { description: 'nothing is accepted, the connection breaks', plan: refused({ kind: 'drop' }) },
  'submit-stall': { description: 'nothing is accepted, no answer comes', plan: refused({ kind: 'stall' }) },
  'accept-then-drop': {
    description: 'accepted, then the connection breaks',
    plan: accepted({ kind: 'drop' }),
    atRandom: true,
  },
  'accept-then-cut': {
    description: 'accepted, the answer breaks off in its middle',
    plan: accepted({ kind: 'cut' }),
    atRandom: true,
  },
  'accept-then-stall': {
    description: 'accepted, the answer never comes',
    plan: accepted({ kind: 'stall' }),
    atRandom: true,
  },
  'accept-then-307': {
    description: 'accepted, the answer is a 307 to the same address: whoever follows it pays twice',
    plan: accepted({ kind: 'redirect' }),
    atRandom: true,
  },
  'accept-then-409-unknown': {
    gateways: ['evolink'],
    description: 'accepted, the answer is a 409 `paid_outcome_unknown`',
    plan: accepted(error(409, { reason: 'outcome-unknown' })),
    atRandom: true,
  },
  'accept-then-html': {
    description: 'accepted, the answer is a 200 HTML page',
    plan: accepted(garbled('html')),
    atRandom: true,
  },
  'accept-then-malformed': {
    description: 'accepted, the answer is a 200 with broken JSON',
    plan: accepted(garbled('malformed')),
    atRandom: true,
  },
  'accept-then-empty': {
    description: 'accepted, the answer is a 200 without a body',
    plan: accepted(garbled('empty')),
    atRandom: true,
  },
  'accept-without-id': {
    description: 'accepted, the 200 answer lacks the id',
    plan: accepted({ kind: 'no-id' }),
    atRandom: true,
  },
  'accept-then-400-naming': {
    description: 'accepted, the answer is a 400 whose `error` holds the `task_id`',
    plan: accepted({ kind: 'naming-error', status: 400, where: 'error' }),
    atRandom: true,
  },
  'accept-then-402-naming': {
    description: 'accepted, the answer is a 402 with the id in `data`',
    plan: accepted({ kind: 'naming-error', status: 402, where: 'data' }),
    atRandom: true,
  },
  'accept-then-429-naming': {
    description: 'accepted, the answer is a 429 with the id in `data`',
    plan: accepted({ kind: 'naming-error', status: 429, where: 'data' }),
    atRandom: true,
  },
  'accept-enveloped': {
    description: 'accepted, the 200 answer stands within `data`',
    plan: accepted({ kind: 'enveloped' }),
    atRandom: true,
  },
  'accept-unclosed': {
    description: 'accepted, the 200 answer lacks its last brace',
    plan: accepted({ kind: 'unclosed' }),
    atRandom: true,
  },
  'accept-slowly': {
    description: 'accepted, the answer comes after 20 s',
    plan: accepted({ kind: 'late', bySeconds: 20 }),
    atRandom: true,
  },
  'accept-after-callback': {
    gateways: ['evolink'],
    description: 'accepted, the answer comes only once the job has ended and its callback was sent',
    plan: accepted({ kind: 'after-callback' }),
    atRandom: true,
  },
  ...plainErrors,
} as const satisfies FaultTable;
