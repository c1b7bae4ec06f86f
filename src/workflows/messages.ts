import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { BillSoFar } from '../domain/bill-so-far.js';
import type { GenerationState } from '../domain/generation-state.js';
import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';

/** What a callback is worth: a wake-up, and a task id to look up when the submit's answer was lost. */
export interface CallbackHint {
  /** Which submission the called address was made for. */
  readonly n: number;
  readonly taskId?: string | undefined;
}

/** Sent by the callback receiver. The workflow then asks the gateway itself. */
export const callbackReceived = defineSignal<[CallbackHint]>('callbackReceived');

/** Sent by a person: a held generation tries again at once. While the hold stands it is held again, and sends nothing. */
export const releaseHold = defineSignal('releaseHold');

/** What a person decides about a generation that can't go on by itself. */
export type Resolution =
  /** Take this task of the gateway's for the order; of the order's own task: look for its video once more. */
  | {
      readonly action: 'adopt';
      readonly taskId: string;
      /** Whether it is taken although the gateway says that it was created at another time. @default false */
      readonly anyTime?: boolean;
    }
  /** Order once more, at the risk of paying twice. */
  | { readonly action: 'resubmit' }
  /** Give the generation up. Whatever still comes of it is kept. */
  | { readonly action: 'abandon' };

/**
 * Sent by a person about a quarantined generation. Answers, once the ledger has it, with what happens now, in a
 * sentence; rejects with the reason when the decision can't be carried out, and then nothing has changed.
 */
export const resolveSubmission = defineUpdate<string, [Resolution]>('resolveSubmission');

/** How far a generation has come, as far as its workflow knows. */
export interface GenerationProgress {
  readonly state: GenerationState;
  /** When it entered this state, ISO 8601. */
  readonly since?: string | undefined;
  readonly model: ModelId;
  readonly taskId?: string | undefined;
  /** ISO 8601. */
  readonly acceptedAt?: string | undefined;
  /** How long the generation is expected to take, in seconds, counted from `acceptedAt`. */
  readonly expectedSeconds?: number | undefined;
  /** What its submissions that have ended came to; absent while none has. */
  readonly bill?: BillSoFar | undefined;
  /** What may have been paid for nothing, while nobody knows. */
  readonly atStake?: Money | undefined;
  /** What a person should know or do, where there is something. */
  readonly note?: string | undefined;
}

/** Asks a run how far it has come. */
export const generationProgress = defineQuery<GenerationProgress>('generationProgress');
