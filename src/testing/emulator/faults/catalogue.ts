import type { Fault } from './fault.js';

/** Every fault that can be asked for. Ask by `faults.next(name)`, `POST /__faults` or `[[fault:name]]` in a prompt. */
export const faultCatalogue = {
  'refuse-401': { description: 'the submit is refused: key not valid', submit: { kind: 'unauthorized' } },
  'refuse-402': { description: 'the submit is refused: out of credit', submit: { kind: 'no-credit' } },
  'refuse-moderation': { description: 'the submit is refused: content policy (400)', submit: { kind: 'moderation' } },
  'refuse-429': {
    description: 'the submit is refused: rate limit, with Retry-After: 2',
    submit: { kind: 'rate-limit', retryAfterSeconds: 2 },
  },
  'refuse-429-bare': {
    description: 'the submit is refused: rate limit, without Retry-After',
    submit: { kind: 'rate-limit', retryAfterSeconds: undefined },
  },
  'submit-500': {
    description: 'the submit is answered 500; nothing was accepted',
    submit: { kind: 'error', status: 500 },
  },
  'submit-502': {
    description: 'the submit is answered 502; nothing was accepted',
    submit: { kind: 'error', status: 502 },
  },
  'submit-503': {
    description: 'the submit is answered 503; nothing was accepted',
    submit: { kind: 'error', status: 503 },
  },
  'accept-then-500': {
    description: 'the job is accepted and paid for, the answer is a 500',
    submit: { kind: 'error-after-accepting', status: 500 },
  },
  'accept-then-502': {
    description: 'the job is accepted and paid for, the answer is a 502',
    submit: { kind: 'error-after-accepting', status: 502 },
  },
  'accept-then-503': {
    description: 'the job is accepted and paid for, the answer is a 503',
    submit: { kind: 'error-after-accepting', status: 503 },
  },
  'accept-then-drop': {
    description: 'the job is accepted and paid for, then the connection breaks',
    submit: { kind: 'drop' },
  },
  'accept-then-stall': {
    description: 'the job is accepted and paid for, the answer never comes',
    submit: { kind: 'stall' },
  },
  'accept-without-id': {
    description: 'the job is accepted and paid for, the 200 answer lacks the id',
    submit: { kind: 'no-id' },
  },
  'accept-then-html': {
    description: 'the job is accepted and paid for, the 200 answer is an HTML page',
    submit: { kind: 'html' },
  },

  moderation: {
    description: 'the accepted job fails: content policy; refunded',
    job: { kind: 'fail', failure: { reason: 'moderation', message: 'The emulator was asked to block this prompt.' } },
  },
  'provider-fault': {
    description: 'the accepted job fails: a fault of the provider; refunded',
    job: { kind: 'fail', failure: { reason: 'provider', message: 'The emulator was asked to break down.' } },
  },
  cancelled: {
    description: 'the accepted job is cancelled, status `cancelled`; refunded',
    job: { kind: 'cancel', spelling: 'cancelled' },
  },
  'cancelled-as-failed': {
    description: 'the accepted job is cancelled, status `failed` with `request_cancelled`; refunded',
    job: { kind: 'cancel', spelling: 'failed' },
  },
  'no-link': { description: 'the job completes and is charged, but names no result link', job: { kind: 'no-link' } },
  'unknown-status': {
    description: 'the running job has a status word that nobody knows; it completes',
    job: { kind: 'status-word', word: 'postprocessing' },
  },
  stuck: { description: 'the job runs for ever and keeps its slot', job: { kind: 'stuck' } },
  shorter: {
    description: 'the video is a second shorter than ordered, and charged by its own length',
    job: { kind: 'shorter', bySeconds: 1 },
  },

  'status-404': { description: 'the first 2 status reads know no such task', read: { kind: 'not-found', reads: 2 } },
  'status-429': { description: 'the first 3 status reads are answered 429', read: { kind: 'rate-limit', reads: 3 } },
  'status-500': { description: 'the first 3 status reads are answered 500', read: { kind: 'internal', reads: 3 } },
  'status-503': { description: 'the first 3 status reads are answered 503', read: { kind: 'unavailable', reads: 3 } },
  'status-html': {
    description: 'the first 3 status reads are answered with an HTML page',
    read: { kind: 'html', reads: 3 },
  },

  'callback-never': { description: 'no callback is sent', callback: { kind: 'never' } },
  'callback-twice': { description: 'the callback is sent twice', callback: { kind: 'twice' } },
  'callback-late': {
    description: 'the callback is sent 60 s after the end',
    callback: { kind: 'late', bySeconds: 60 },
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faultCatalogue;

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultCatalogue, name);
