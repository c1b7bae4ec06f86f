import type { Client } from '@temporalio/client';
import { idRule, isCallersId } from '../domain/ids.js';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import type { GenerationOptions } from '../domain/requests/parse-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { defaultTaskQueue } from '../domain/task-queues.js';
import { listGenerations, type ListedGeneration, type ListOptions } from './list-generations.js';
import { Generation } from './generation.js';
import { startGeneration } from './start-generation.js';

/** Which Temporal, and which workers, a client starts its generations with. */
export interface VideoClientOptions {
  readonly client: Client;
  /** The task queue that the workers serve. @default 'reelwork' */
  readonly taskQueue?: string;
}

/** Starts generations from backend code, and finds them again. */
export class VideoClient {
  readonly #client: Client;
  readonly #taskQueue: string;

  constructor({ client, taskQueue = defaultTaskQueue }: VideoClientOptions) {
    this.#client = client;
    this.#taskQueue = taskQueue;
  }

  /**
   * Starts a generation, or joins the one with this id, running or finished: nothing is paid twice under one id. A
   * run that Temporal ended (terminated, timed out) is started again and resumes what it had paid for. Rejects with a
   * `RequestError` when the request or an option can't be right, and with `ID_REUSED` when another request was ordered
   * as `id`. Options count for the run that is started; a run that is joined keeps its own.
   */
  async start(id: string, request: GenerationRequestInput, options?: GenerationOptions): Promise<Generation> {
    if (!isCallersId(id)) {
      throw new RequestError([{ field: 'id', given: `'${id.slice(0, 120)}'`, allowed: idRule, acceptedBy: [] }]);
    }
    await startGeneration(this.#client, { id, request, options, taskQueue: this.#taskQueue });
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
