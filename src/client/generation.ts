import {
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { GenerationResult, StoredGeneration } from '../domain/result.js';
import type { generateVideo } from '../workflows/index.js';
import { releaseHold, resolveSubmission, type Resolution } from '../workflows/messages.js';
import { readStatus, type GenerationStatus } from './generation-status.js';
import { GenerationCancelled } from './generation-cancelled.js';
import { toGenerationError } from './generation-error.js';
import { ResolutionRefused } from './resolution-refused.js';

export type { Resolution };

/** How long to wait. The generation goes on, however it ends. */
export interface WaitOptions {
  readonly signal?: AbortSignal;
}

/** One generation, by its id: running or ended. */
export class Generation {
  readonly id: string;
  readonly #client: Client;
  readonly #handle: WorkflowHandle<typeof generateVideo>;

  constructor(client: Client, id: string) {
    this.id = id;
    this.#client = client;
    this.#handle = client.workflow.getHandle<typeof generateVideo>(id);
  }

  /**
   * Waits for the stored video. Rejects with a `GenerationError` when there is none, by the gateway's or Temporal's
   * word, and with a `GenerationCancelled` when somebody cancelled it. An aborted `signal` ends the wait only: the
   * generation goes on.
   */
  async result(options: WaitOptions = {}): Promise<StoredGeneration> {
    const outcome = await this.outcome(options);
    if (outcome.state === 'cancelled') throw new GenerationCancelled(this.id, outcome.receipt);
    return outcome;
  }

  /** Like `result`, for those to whom a cancelled generation is an outcome like another. */
  async outcome({ signal }: WaitOptions = {}): Promise<GenerationResult> {
    const result = () => this.#handle.result();
    try {
      return await (signal === undefined ? result() : this.#client.withAbortSignal(signal, result));
    } catch (error) {
      if (error instanceof WorkflowFailedError) throw toGenerationError(this.id, error.cause ?? error);
      throw error;
    }
  }

  /** How far it has come. Works without a running worker too, with less detail. */
  status(): Promise<GenerationStatus> {
    return readStatus(this.#client, this.id);
  }

  /**
   * Lets a held generation try again at once. It does so by itself within 30 s of the hold's end, and while the hold
   * stands it is held again: `reelwork release` lifts the hold, for all generations.
   */
  async release(): Promise<void> {
    await this.#handle.signal(releaseHold);
  }

  /**
   * Decides about a quarantined generation. Says what happens now; rejects with a `ResolutionRefused`, and changes
   * nothing, when that can't be: the gateway doesn't show the task, another generation has it, there is nothing to decide.
   * Waits for a worker; an aborted `signal` ends the wait only, and a decision that was sent may still be carried out.
   */
  async resolve(resolution: Resolution, { signal }: WaitOptions = {}): Promise<string> {
    const resolve = () => this.#handle.executeUpdate(resolveSubmission, { args: [resolution] });
    try {
      return await (signal === undefined ? resolve() : this.#client.withAbortSignal(signal, resolve));
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) throw new ResolutionRefused(this.id, error);
      if (error instanceof WorkflowNotFoundError) {
        const { state } = await this.status();
        throw new ResolutionRefused(this.id, { cause: new Error(`it has ended: it is ${state}`) });
      }
      throw error;
    }
  }

  /**
   * Asks it to stop. Before the gateway has taken the order this costs nothing; later the video is still fetched and
   * kept, since it is paid for. Either way `outcome()` then gives `{ state: 'cancelled', receipt }`.
   */
  async cancel(): Promise<void> {
    await this.#handle.cancel();
  }
}
