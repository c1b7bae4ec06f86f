import {
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { StoryboardResult, StoryboardStatus } from '../domain/storyboards/result.js';
import type { Changes } from '../domain/storyboards/take.js';
import type { storyboard } from '../workflows/index.js';
import { approve, raise, redo, reject, storyboardProgress, type Shown } from '../workflows/storyboards/messages.js';
import { DecisionRefused } from './decision-refused.js';
import type { WaitOptions } from './generation.js';
import { reopenStoryboard } from './start-storyboard.js';
import { toStoryboardError } from './storyboard-error.js';

/** One storyboard, by its id: running or ended. */
export class Storyboard {
  readonly id: string;
  readonly #client: Client;
  readonly #handle: WorkflowHandle<typeof storyboard>;

  constructor(client: Client, id: string) {
    this.id = id;
    this.#client = client;
    this.#handle = client.workflow.getHandle<typeof storyboard>(id);
  }

  /**
   * Waits for the film. Rejects with a `StoryboardError` when there is none: its `result` tells what there is of every
   * shot. An aborted `signal` ends the wait only.
   */
  async result({ signal }: WaitOptions = {}): Promise<StoryboardResult> {
    const result = () => this.#handle.result();
    try {
      return await (signal === undefined ? result() : this.#client.withAbortSignal(signal, result));
    } catch (error) {
      if (error instanceof WorkflowFailedError) throw toStoryboardError(this.id, error.cause ?? error);
      throw error;
    }
  }

  /** How far it has come. Needs a worker, also where it has ended. */
  async status(): Promise<StoryboardStatus> {
    const [{ status }, progress] = await Promise.all([this.#handle.describe(), this.#handle.query(storyboardProgress)]);
    return status.name === 'RUNNING' ? progress : { ...progress, phase: 'ended', reviews: [] };
  }

  /** Approves what has this digest, of `status().reviews`; of a take that is not selected: it goes into the film from now. */
  approve(shown: Shown): Promise<string> {
    return this.#decide(() => this.#handle.executeUpdate(approve, { args: [shown] }));
  }

  /** Rejects what has this digest; with `changes`, the shot of a take is made once more. */
  reject(shown: Shown & { readonly changes?: Changes }): Promise<string> {
    return this.#decide(() => this.#handle.executeUpdate(reject, { args: [shown] }));
  }

  /** Raises its budget to this cap, such as `60 USD`. */
  raise(cap: string): Promise<string> {
    return this.#decide(() => this.#handle.executeUpdate(raise, { args: [{ cap }] }));
  }

  /**
   * Makes a new take of a shot, which is paid for; earlier takes stay. A storyboard that has ended goes on, with its own
   * document. Says what happens now; rejects with a `DecisionRefused` when that can't be.
   */
  async redo(shot: string, changes?: Changes): Promise<string> {
    try {
      return await this.#decide(() => this.#handle.executeUpdate(redo, { args: [{ shot, changes }] }));
    } catch (error) {
      if (!(error instanceof DecisionRefused) || !error.hasEnded) throw error;
      return this.#decide(() => reopenStoryboard(this.#client, this.id, { shot, changes }));
    }
  }

  /** Begins no more takes, and asks those under way to stop: what was paid for is kept. */
  async cancel(): Promise<void> {
    await this.#handle.cancel();
  }

  async #decide(decide: () => Promise<string>): Promise<string> {
    try {
      return await decide();
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) throw new DecisionRefused(this.id, error);
      if (error instanceof WorkflowNotFoundError) throw new DecisionRefused(this.id, error, { hasEnded: true });
      throw error;
    }
  }
}
