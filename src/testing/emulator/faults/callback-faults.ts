import { onlyAt, type FaultPlan, type FaultTable } from './plan.js';

/** One thing that is sent to a job's callback URL, once it has ended. */
export interface CallbackDelivery {
  /**
   * `task`: the task as it is, repeated until it is taken; the rest is sent once. `earlier`: the task as it was when it
   * ran. `unknown-task`, `other-task`: with the id of no task, or of another one.
   */
  readonly body: 'task' | 'earlier' | 'unknown-task' | 'other-task' | 'oversized' | 'garbage';
  /** Counted from the job's end. @default 0 */
  readonly afterSeconds?: number;
  /** Whether the last part of the URL's path is wrong. @default false */
  readonly wrongToken?: boolean;
  /** @default 'POST' */
  readonly method?: 'PUT';
  /** Whether the first attempt's body comes so slowly that it is called off. @default false */
  readonly slow?: boolean;
  /** How often it is sent, up to 20 at once. @default 1 */
  readonly times?: number;
}

const usual: CallbackDelivery = { body: 'task' };
const sends = (...callbacks: readonly CallbackDelivery[]): FaultPlan => ({ callbacks });

export const callbackFaults = onlyAt(['evolink'], {
  'callback-never': { description: 'none is sent', plan: sends(), atRandom: true },
  'callback-twice': { description: 'it is sent twice at once', plan: sends(usual, usual), atRandom: true },
  'callback-again': {
    description: 'it is sent at the end and again 30 s later',
    plan: sends(usual, { ...usual, afterSeconds: 30 }),
    atRandom: true,
  },
  'callback-late': {
    description: 'it is sent 60 s after the end',
    plan: sends({ ...usual, afterSeconds: 60 }),
    atRandom: true,
  },
  'callback-out-of-order': {
    description: 'after it, another one says that the task is still running',
    plan: sends(usual, { body: 'earlier', afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-unknown-task': {
    description: 'one with the id of no task comes first',
    plan: sends({ body: 'unknown-task' }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-other-task': {
    description: 'one with the id of another task of the account comes first',
    plan: sends({ body: 'other-task' }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-wrong-token': {
    description: 'one to a URL whose last part is wrong comes first',
    plan: sends({ body: 'earlier', wrongToken: true }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-forged-only': {
    description: 'only one with the id of no task and one to a wrong URL are sent',
    plan: sends({ body: 'unknown-task' }, { body: 'earlier', wrongToken: true }),
    atRandom: true,
  },
  'callback-wrong-method': {
    description: 'one by PUT comes first',
    plan: sends({ body: 'earlier', method: 'PUT' }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-garbage': {
    description: 'one that is not JSON comes first',
    plan: sends({ body: 'garbage' }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-oversized': {
    description: 'one of 2 MiB comes first',
    plan: sends({ body: 'oversized' }, { ...usual, afterSeconds: 2 }),
    atRandom: true,
  },
  'callback-slow': {
    description: 'the first attempt’s body takes longer than the 10 s after which it is called off',
    plan: sends({ ...usual, slow: true }),
    atRandom: true,
  },
  'callback-flood': { description: 'it is sent 1,000 times, 20 at once', plan: sends({ ...usual, times: 1000 }) },
} as const satisfies FaultTable);
