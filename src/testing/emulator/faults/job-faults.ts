import type { Failure } from '../engine/failure.js';
import type { FaultPlan, FaultTable } from './plan.js';

/** What a failed job gets back of what was set aside for it. */
export type Refund = 'at-once' | 'never' | { readonly afterSeconds: number };

/** How an accepted job goes otherwise than it should. */
export type CourseFault =
  | { readonly kind: 'fail'; readonly failure: Failure; readonly refund: Refund; readonly word?: string }
  | { readonly kind: 'cancel'; readonly spelling: 'cancelled' | 'canceled' | 'failed' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'slow'; readonly bySeconds: number };

const fails = (failure: Failure, details: { refund?: Refund; word?: string } = {}): FaultPlan => ({
  course: { kind: 'fail', failure, refund: 'at-once', ...details },
});
const cancelled = (spelling: 'cancelled' | 'canceled' | 'failed'): FaultPlan => ({
  course: { kind: 'cancel', spelling },
});

const brokeDown: Failure = { reason: 'provider', message: 'The emulator was asked to break down.' };

export const jobFaults = {
  moderation: {
    description: 'fails: content policy; refunded',
    plan: fails({ reason: 'moderation', message: 'The emulator was asked to block this prompt.' }),
    atRandom: true,
  },
  'bad-image': {
    gateways: ['evolink', 'dashscope'],
    description: 'fails: the input image cannot be processed; refunded',
    plan: fails({ reason: 'image', message: 'The emulator was asked to dislike the image.' }),
    atRandom: true,
  },
  'bad-image-size': {
    gateways: ['evolink', 'dashscope'],
    description: 'fails: the input image has the wrong size; refunded',
    plan: fails({ reason: 'image-size', message: 'The emulator was asked to dislike the size of the image.' }),
    atRandom: true,
  },
  'bad-parameters': {
    description: 'fails: a parameter is not valid after all; refunded',
    plan: fails({ reason: 'parameters', message: 'The emulator was asked to dislike the parameters.' }),
    atRandom: true,
  },
  'provider-fault': {
    description: 'fails: a fault of the provider; refunded',
    plan: fails(brokeDown),
    atRandom: true,
  },
  'provider-timeout': {
    description: 'fails: the provider took too long; refunded',
    plan: fails({ reason: 'timeout', message: 'The emulator was asked to take too long.' }),
    atRandom: true,
  },
  'no-content': {
    description: 'fails: the provider made nothing; refunded',
    plan: fails({ reason: 'no-content', message: 'The emulator was asked to make nothing.' }),
    atRandom: true,
  },
  'quota-exceeded': {
    description: 'fails: the provider’s own quota is used up; refunded',
    plan: fails({ reason: 'quota', message: 'The emulator was asked to be out of quota.' }),
    atRandom: true,
  },
  overload: {
    description: 'fails: the provider has no capacity; refunded',
    plan: fails({ reason: 'resources', message: 'The emulator was asked to be out of capacity.' }),
    atRandom: true,
  },
  'unknown-failure': {
    description: 'fails with a code that nobody knows; refunded',
    plan: fails({ reason: 'unheard-of', message: 'The emulator was asked for something new.' }),
    atRandom: true,
  },
  'failed-as-expired': {
    description: 'fails, and the status word for it is `expired`; refunded',
    plan: fails({ reason: 'timeout', message: 'The task expired.' }, { word: 'expired' }),
    atRandom: true,
  },
  'error-with-link': {
    description: 'fails, and the words repeat a signed link; refunded',
    plan: fails({
      reason: 'provider',
      message: 'Nothing at https://files.example.com/cat.png?X-Amz-Signature=5ec2e7, which the emulator made up.',
    }),
  },
  'error-as-text': {
    gateways: ['evolink', 'vtrix', 'aimlapi'],
    description: 'fails, `error` is a bare string; refunded',
    plan: fails({ ...brokeDown, form: 'text' }),
    atRandom: true,
  },
  'error-code-number': {
    gateways: ['evolink', 'vtrix'],
    description: 'fails, `error.code` is a number; refunded',
    plan: fails({ ...brokeDown, form: 'number-code' }),
    atRandom: true,
  },
  'error-missing': {
    description: 'fails, without an `error`; refunded',
    plan: fails({ ...brokeDown, form: 'absent' }),
    atRandom: true,
  },
  'refund-late': {
    description: 'fails, refunded 60 s later',
    plan: fails(brokeDown, { refund: { afterSeconds: 60 } }),
    atRandom: true,
  },
  'charged-although-failed': {
    description: 'fails, and is charged in full',
    plan: fails(brokeDown, { refund: 'never' }),
  },
  cancelled: {
    gateways: ['evolink', 'dashscope'],
    description: 'cancelled, status `cancelled`; refunded',
    plan: cancelled('cancelled'),
    atRandom: true,
  },
  'cancelled-as-canceled': {
    gateways: ['evolink', 'dashscope'],
    description: 'cancelled, status `canceled`; refunded',
    plan: cancelled('canceled'),
    atRandom: true,
  },
  'cancelled-as-failed': {
    gateways: ['evolink'],
    description: 'cancelled, status `failed` with `request_cancelled`; refunded',
    plan: cancelled('failed'),
    atRandom: true,
  },
  slow: {
    description: 'runs 15 s longer than others and completes',
    plan: { course: { kind: 'slow', bySeconds: 15 } },
    atRandom: true,
  },
  'late-success': {
    description: 'runs 3 h longer than others, keeps its slot, and completes',
    plan: { course: { kind: 'slow', bySeconds: 3 * 60 * 60 } },
  },
  stuck: { description: 'runs for ever and keeps its slot', plan: { course: { kind: 'stuck' } } },
} as const satisfies FaultTable;
