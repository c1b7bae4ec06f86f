import { ScheduleAlreadyRunning, type Client } from '@temporalio/client';
import { parseSchedule, type ScheduleInput } from '../domain/documents/schedule-settings.js';
import { parseStoryboard } from '../domain/documents/parse-storyboard.js';
import type { StoryboardDocument } from '../domain/documents/storyboard-document.js';
import type { ModelCatalogue } from '../domain/requests/model-catalogue.js';
import { RequestError } from '../domain/requests/request-error.js';
import { Schedule } from './schedule.js';
import { toScheduleOptions, type ScheduledStoryboard } from './schedule-options.js';

/** A schedule as a list shows it. */
export interface ListedSchedule {
  readonly id: string;
  readonly paused: boolean;
  /** Why it is paused, or what somebody has noted. */
  readonly note?: string | undefined;
  /** ISO 8601. */
  readonly nextAt?: string | undefined;
  /** ISO 8601, of the last run. */
  readonly lastAt?: string | undefined;
}

/** Makes storyboards by themselves, at their times. */
export class Schedules {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #models: ModelCatalogue;

  constructor(client: Client, { taskQueue, models }: { readonly taskQueue: string; readonly models: ModelCatalogue }) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#models = models;
  }

  /**
   * Creates a schedule. What it makes is the document as it is now: a later change of its file changes nothing. Rejects with a
   * `RequestError` when the document, or the times, can't be right, and when there is a schedule of this id.
   */
  async create(id: string, document: StoryboardDocument, settings: ScheduleInput): Promise<Schedule> {
    const scheduled = this.#check(id, document, settings);
    try {
      await this.#client.schedule.create(toScheduleOptions(scheduled));
    } catch (error) {
      if (error instanceof ScheduleAlreadyRunning) throw taken(id);
      throw restated(error, settings);
    }
    return this.get(id);
  }

  /** Replaces what a schedule makes, and when. What runs already goes on as it is. */
  async update(id: string, document: StoryboardDocument, settings: ScheduleInput): Promise<void> {
    const { scheduleId: _, memo: __, ...options } = toScheduleOptions(this.#check(id, document, settings));
    try {
      await this.#client.schedule.getHandle(id).update((before) => ({ ...options, state: before.state }));
    } catch (error) {
      throw restated(error, settings);
    }
  }

  /** The schedule with this id. Nothing is asked of the server yet. */
  get(id: string): Schedule {
    return new Schedule(this.#client, id);
  }

  /** All schedules of storyboards, as Temporal's index knows them. */
  async *list(): AsyncGenerator<ListedSchedule> {
    for await (const { scheduleId: id, action, state, info } of this.#client.schedule.list()) {
      if (action?.workflowType !== 'storyboard') continue;
      yield {
        id,
        ...state,
        nextAt: info.nextActionTimes[0]?.toISOString(),
        lastAt: info.recentActions.at(-1)?.scheduledAt.toISOString(),
      };
    }
  }

  #check(id: string, document: StoryboardDocument, given: ScheduleInput): ScheduledStoryboard {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,69}$/.test(id)) throw wrongId(id);
    const settings = parseSchedule(given);
    const { vars, timeZone } = settings;
    const { title, shots } = parseStoryboard(document, { models: this.#models, vars, timeZone });
    const summary = `${title ?? id} · ${shots.length === 1 ? '1 shot' : `${shots.length} shots`}`;
    return { id, document, settings, summary, taskQueue: this.#taskQueue };
  }
}

const wrongId = (id: string) =>
  new RequestError([
    {
      field: 'id',
      given: `'${id.slice(0, 120)}'`,
      allowed: 'a letter or digit, then up to 69 letters, digits, dots, underscores or hyphens',
      acceptedBy: [],
    },
  ]);

const taken = (id: string) =>
  new RequestError([
    { field: 'id', given: `'${id}'`, allowed: 'the id of no schedule: this one exists', acceptedBy: [] },
  ]);

/** The server knows better than any pattern which times there are: its client says so by a `TypeError`. */
function restated(error: unknown, { cron }: ScheduleInput): unknown {
  if (!(error instanceof TypeError)) return error;
  return new RequestError([{ field: 'cron', given: `'${String(cron)}'`, allowed: error.message, acceptedBy: [] }]);
}
