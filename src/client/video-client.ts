import type { Client } from '@temporalio/client';
import { idRule, isCallersId } from '../domain/ids.js';
import { checkRequest } from '../domain/requests/check-request.js';
import type { DefinedRequestInput, ModelDefinition } from '../domain/requests/define-model.js';
import type { AutoRequestInput, GenerationRequestInput } from '../domain/requests/index.js';
import { createModelCatalogue, type ModelCatalogue } from '../domain/requests/model-catalogue.js';
import { parseOptions, type GenerationOptions } from '../domain/requests/parse-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { defaultTaskQueue } from '../domain/task-queues.js';
import { listGenerations, type ListedGeneration, type ListOptions } from './list-generations.js';
import { Generation } from './generation.js';
import { Schedules } from './schedules.js';
import { Storyboards } from './storyboards.js';
import { startGeneration } from './start-generation.js';

/** Which Temporal, and which workers, a client starts its generations with. */
export interface VideoClientOptions<Defined extends ModelDefinition = never> {
  readonly client: Client;
  /** The task queue that the workers serve. @default 'reelwork' */
  readonly taskQueue?: string;
  /** Models that Reelwork does not know by itself, of `defineModel`; the workers must have them, too. @default none */
  readonly models?: readonly Defined[];
}

/** Starts generations from backend code, and finds them again. */
export class VideoClient<Defined extends ModelDefinition = never> {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #models: ModelCatalogue;

  /** Storyboards: many shots, one film. */
  readonly storyboards: Storyboards;
  /** Storyboards that are made by themselves, at their times. */
  readonly schedules: Schedules;

  constructor({ client, taskQueue = defaultTaskQueue, models = [] }: VideoClientOptions<Defined>) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#models = createModelCatalogue(models);
    this.storyboards = new Storyboards(client, { taskQueue, models: this.#models });
    this.schedules = new Schedules(client, { taskQueue, models: this.#models });
  }

  /**
   * Starts a generation, or joins the one with this id, running or finished: nothing is paid twice under one id. A
   * run that Temporal ended (terminated, timed out) is started again and resumes what it had paid for. Rejects with a
   * `RequestError` when the request or an option can't be right, and with `ID_REUSED` when another request was ordered
   * as `id`. Options count for the run that is started; a run that is joined keeps its own.
   */
  async start(
    id: string,
    request: GenerationRequestInput | AutoRequestInput | DefinedRequestInput<Defined>,
    options?: GenerationOptions,
  ): Promise<Generation> {
    if (!isCallersId(id)) {
      throw new RequestError([{ field: 'id', given: `'${id.slice(0, 120)}'`, allowed: idRule, acceptedBy: [] }]);
    }
    const { auto } = parseOptions(options);
    const { model, durationSeconds, resolution } = checkRequest(request, auto, this.#models);
    const summary = `${model} · ${durationSeconds} s · ${resolution}`;
    await startGeneration(this.#client, { id, request, options, taskQueue: this.#taskQueue, summary });
    return this.get(id);
  }

  /**
   * Generations, the newest first, as Temporal's index knows them; a state needs the search attributes. With them the
   * runs `<id>~<n>` that keep what superseded orders still deliver.
   */
  list(options: ListOptions = {}): AsyncIterable<ListedGeneration> {
    return listGenerations(this.#client, options);
  }

  /** The generation with this id. Nothing is asked of the server yet. */
  get(id: string): Generation {
    return new Generation(this.#client, id);
  }
}
