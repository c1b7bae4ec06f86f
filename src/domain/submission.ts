import type { BudgetKey, OverBudget } from './budget.js';
import type { AdoptedBy } from './evidence.js';
import type { Hold, HoldCode } from './hold.js';
import type { ModelId } from './models.js';
import type { Money } from './money.js';
import type { StoredGeneration } from './result.js';
import type { Task, TaskFailure } from './task.js';

/** A submission that the gateway took: from here on a paid task exists. */
export interface AcceptedSubmission {
  readonly state: 'accepted';
  /** Counts the paid submissions of one generation, from 1. */
  readonly n: number;
  readonly task: Task;
  /** Whose word says so; absent: the gateway's answer to the submission. */
  readonly by?: AdoptedBy | undefined;
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
  /** The budgets that it counts against. @default none */
  readonly budgets?: readonly BudgetKey[] | undefined;
}

/** A submission that may have been accepted: nobody knows, so it must never be sent again. */
export interface UnknownSubmission {
  readonly state: 'unknown';
  readonly n: number;
  /** Which ledger and submission it is: workers with another bucket or prefix can't tell what became of it. */
  readonly wireKey: string | undefined;
  /** The label of the account that was to pay, where it is known. */
  readonly account?: string | undefined;
  /** Of the record that was seen: a refusal that names it is its own. */
  readonly nonce?: string | undefined;
  /** When it was about to be sent, ISO 8601. */
  readonly since: string;
  readonly typicalSeconds: number;
  readonly reason: string;
  /** The list price: what is at stake. */
  readonly cost?: Money | undefined;
  /** Tasks that the gateway's answer named without being an acceptance, the likeliest first. */
  readonly named?: readonly string[] | undefined;
}

/** How a submission came to an end that its generation goes on from, or ends with. The ledger keeps it. */
export type Closure =
  /** Somebody decided, at the risk of paying twice, that another submission takes its place. */
  | { readonly as: 'superseded'; readonly cost?: Money | undefined }
  /** The gateway took it, and made no video. */
  | { readonly as: 'failed'; readonly failure: TaskFailure }
  /** The run ended while nobody knew what became of it, or where its video is. */
  | { readonly as: 'given-up'; readonly code: 'SUBMISSION_UNKNOWN' | 'ABANDONED'; readonly message: string };

/** A submission whose end stands in the ledger. */
export interface ClosedSubmission {
  readonly state: 'closed';
  readonly n: number;
  readonly closure: Closure;
  /** Where the gateway took it. */
  readonly accepted: AcceptedSubmission | undefined;
  /** What was known of it before: what a run needs that looks after it from here on. */
  readonly before: UnknownSubmission;
  /** Whether the ledger knows of the next submission: another run has gone on with it, and it may be paid. */
  readonly isFollowed?: boolean | undefined;
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

/** A submission whose turn has not come: nothing was billed, and it comes by itself. */
export interface WaitingSubmission {
  readonly state: 'waiting';
  /** `places`: so many tasks run already as the account may have. `outage`: the gateway doesn't answer orders. */
  readonly reason: 'places' | 'outage';
  /** What it waits for: one sentence without its full stop. */
  readonly message: string;
  /** The label of the account that is to pay. */
  readonly account: string;
}

/** What a submission was given when its turn had come. */
export interface Turn {
  /** The place that it holds, where running tasks are limited. */
  readonly place?: PlaceHeld | undefined;
  /** The outage that it may try the end of, by its number. */
  readonly trial?: number | undefined;
}

/** One of the places in which an account's tasks of a model run. */
export interface PlaceHeld {
  /** From 1. */
  readonly number: number;
  /** Tells this taking of the place from every other one. */
  readonly nonce: string;
}

/** A submission that the gateway did not take, where another model may serve the request: nothing was billed. */
export interface RefusedSubmission {
  readonly state: 'refused';
  /** Whether it may be taken later. */
  readonly declined: 'now' | 'ever';
  /** The gateway's refusal. */
  readonly reason: string;
}

/** What the activity `submit` found out or brought about. */
export type SubmitVerdict =
  | AcceptedSubmission
  | UnknownSubmission
  | ClosedSubmission
  | HeldSubmission
  | OverBudget
  | WaitingSubmission
  | RefusedSubmission
  /** An earlier run had it ordered from this model, where the caller has left the choice to Reelwork. */
  | { readonly state: 'elsewhere'; readonly model: ModelId }
  /** An earlier run has stored the video already. */
  | { readonly state: 'stored'; readonly result: StoredGeneration };

/** A task that may be an unknown submission's: the gateway lists it, and no generation has claimed it. */
export interface Candidate {
  readonly taskId: string;
  /** ISO 8601, by the gateway's clock. */
  readonly createdAt: string;
}

/** Other orders of unknown outcome that can be a task's owner are counted up to here. */
export const mostRivals = 20;
