import type { Failure } from '../engine/failure.js';

/** What goes wrong with the submit itself. Those before `error-after-accepting` leave nothing behind. */
export type SubmitFault =
  | { readonly kind: 'unauthorized' | 'no-credit' | 'moderation' }
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'error'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'error-after-accepting'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'drop' | 'stall' | 'no-id' | 'html' };

/** What goes wrong with the job after it was accepted. */
export type JobFault =
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'cancel'; readonly spelling: 'cancelled' | 'failed' }
  | { readonly kind: 'no-link' | 'stuck' }
  | { readonly kind: 'status-word'; readonly word: string }
  | { readonly kind: 'shorter'; readonly bySeconds: number };

/** What the first `reads` status reads of a job are answered with instead of its status. */
export interface ReadFault {
  readonly kind: 'not-found' | 'rate-limit' | 'unavailable' | 'internal' | 'html';
  readonly reads: number;
}

export type CallbackFault =
  { readonly kind: 'never' | 'twice' } | { readonly kind: 'late'; readonly bySeconds: number };

/** All that is to go wrong with one submit and the job that comes of it; at most one thing of each sort. */
export interface FaultPlan {
  readonly submit?: SubmitFault;
  readonly job?: JobFault;
  readonly read?: ReadFault;
  readonly callback?: CallbackFault;
}

/** One entry of the catalogue: a plan, and what it does in words for a person. */
export interface Fault extends FaultPlan {
  readonly description: string;
}
