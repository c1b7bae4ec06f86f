import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { GenerationState } from '../domain/generation-state.js';
import type { ModelId } from '../domain/models.js';

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

/** How far a generation has come, as far as its workflow knows. */
export interface GenerationProgress {
  readonly state: GenerationState;
  readonly model: ModelId;
  readonly taskId?: string | undefined;
  /** ISO 8601. */
  readonly acceptedAt?: string | undefined;
  /** How long the generation is expected to take, in seconds, counted from `acceptedAt`. */
  readonly expectedSeconds?: number | undefined;
  /** What a person should know or do, where there is something. */
  readonly note?: string | undefined;
}

export const generationProgress = defineQuery<GenerationProgress>('generationProgress');
