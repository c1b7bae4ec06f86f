import type { Hold, HoldCode } from './hold.js';
import type { Money } from './money.js';
import type { StoredGeneration } from './result.js';
import type { Task } from './task.js';

/** A submission that the gateway took: from here on a paid task exists. */
export interface AcceptedSubmission {
  readonly state: 'accepted';
  /** Counts the paid submissions of one generation, from 1. */
  readonly n: number;
  readonly task: Task;
  /** ISO 8601. */
  readonly acceptedAt: string;
  /** How long the generation is expected to take, in seconds, counted from `acceptedAt`. */
  readonly expectedSeconds: number;
  /** How long such generations usually take, in seconds: overdue follows from it. */
  readonly typicalSeconds: number;
  /** Whether the gateway was asked to call back. */
  readonly callbackExpected: boolean;
  /** Whether the ledger holds all this; if not, whoever comes next writes it. */
  readonly inLedger: boolean;
  /** What the gateway reserved, else the list price, else unknown. */
  readonly cost: Money;
}

/** A submission that may have been accepted: nobody knows, so it must never be sent again. */
export interface UnknownSubmission {
  readonly state: 'unknown';
  readonly n: number;
  /** Which ledger and submission it is: workers with another bucket or prefix can't tell what became of it. */
  readonly wireKey: string | undefined;
  /** When it was about to be sent, ISO 8601. */
  readonly since: string;
  readonly typicalSeconds: number;
  readonly reason: string;
}

/** A submission that is not sent while a hold stands: nothing was billed, and a person must act. */
export interface HeldSubmission {
  readonly state: 'held';
  readonly code: HoldCode;
  /** What is held, since when, by whom and why: one sentence without its full stop. */
  readonly message: string;
  readonly hold: Hold;
  /** Whether the hold stands in the bucket; if not, whoever waits for its end writes it. */
  readonly inBucket: boolean;
}

/** What the activity `submit` found out or brought about. */
export type SubmitVerdict =
  | AcceptedSubmission
  | UnknownSubmission
  | HeldSubmission
  /** An earlier run has stored the video already. */
  | { readonly state: 'stored'; readonly result: StoredGeneration };
