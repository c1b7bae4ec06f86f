import { WorkflowFailedError, type Client, type ScheduleHandle } from '@temporalio/client';
import type { StoryboardResult } from '../domain/storyboards/result.js';
import type { Total } from '../domain/total.js';
import { toStoryboardError } from './storyboard-error.js';

/** One run of a schedule. */
export interface ScheduledRun {
  /** The storyboard's id, for `videos.storyboards.get`. */
  readonly id: string;
  /** ISO 8601. */
  readonly scheduledAt: string;
  readonly state: 'running' | 'finished' | 'failed' | 'cancelled';
  /** What its takes have cost, or may have; absent while it runs. */
  readonly cost?: Total | undefined;
  /** Why it ended without its film. */
  readonly reason?: string | undefined;
}

/** A schedule as it stands. */
export interface ScheduleStatus {
  readonly id: string;
  readonly paused: boolean;
  readonly note?: string | undefined;
  /** The next times at which it fires, ISO 8601. */
  readonly next: readonly string[];
  /** The last runs, the newest first. */
  readonly runs: readonly ScheduledRun[];
  /** How often it has fired. */
  readonly fired: number;
  /** How many firings were dropped because they were noticed too late. */
  readonly missed: number;
}

const mostNext = 5;

/** One schedule, by its id. */
export class Schedule {
  readonly id: string;
  readonly #client: Client;
  readonly #handle: ScheduleHandle;

  constructor(client: Client, id: string) {
    this.id = id;
    this.#client = client;
    this.#handle = client.schedule.getHandle(id);
  }

  /** When it fires next, and what became of its last runs. */
  async status(): Promise<ScheduleStatus> {
    const { state, info } = await this.#handle.describe();
    const runs = info.recentActions.map(({ scheduledAt, action }) =>
      this.#runOf(action.workflow.workflowId, scheduledAt),
    );
    return {
      id: this.id,
      paused: state.paused,
      note: state.note,
      next: info.nextActionTimes.slice(0, mostNext).map((at) => at.toISOString()),
      runs: (await Promise.all(runs)).toReversed(),
      fired: info.numActionsTaken,
      missed: info.numActionsMissedCatchupWindow,
    };
  }

  /** It fires no more until it is resumed. What runs goes on. */
  async pause(note?: string): Promise<void> {
    await this.#handle.pause(note);
  }

  async resume(note?: string): Promise<void> {
    await this.#handle.unpause(note);
  }

  /** Fires now, once. While an earlier run is going, what the schedule says of that holds. */
  async trigger(): Promise<void> {
    const { policies } = await this.#handle.describe();
    await this.#handle.trigger(policies.overlap);
  }

  /** Fires for every time of a span that lies behind. */
  async backfill({ from, to }: { readonly from: Date; readonly to: Date }): Promise<void> {
    const { policies } = await this.#handle.describe();
    await this.#handle.backfill({ start: from, end: to, overlap: policies.overlap });
  }

  /** Removes it. What runs goes on. */
  async delete(): Promise<void> {
    await this.#handle.delete();
  }

  async #runOf(id: string, scheduled: Date): Promise<ScheduledRun> {
    const run = { id, scheduledAt: scheduled.toISOString() };
    const handle = this.#client.workflow.getHandle(id);
    const { status } = await handle.describe();
    if (status.name === 'RUNNING') return { ...run, state: 'running' };
    try {
      const { state, cost }: StoryboardResult = await handle.result();
      return { ...run, state: state === 'cancelled' ? 'cancelled' : 'finished', cost };
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      const { message, cost } = toStoryboardError(id, error.cause ?? error).details;
      return { ...run, state: 'failed', cost, reason: message };
    }
  }
}
