import {
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowStartOptions,
} from '@temporalio/client';
import { idRule, isCallersId } from '../domain/ids.js';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import { parseOptions, type GenerationOptions } from '../domain/requests/parse-options.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { requestDigest } from '../domain/requests/request-digest.js';
import { RequestError } from '../domain/requests/request-error.js';
import { defaultTaskQueue } from '../domain/task-queues.js';
import type { generateVideo } from '../workflows/index.js';
import { listGenerations, type ListedGeneration, type ListOptions } from './list-generations.js';
import { Generation } from './generation.js';
import { assertSameOrder } from './same-order.js';

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
    const { model, durationSeconds, resolution } = parseRequest(request);
    parseOptions(options);
    const digest = requestDigest(request);
    const start = (reusePolicy: WorkflowStartOptions['workflowIdReusePolicy']) =>
      this.#client.workflow.start<typeof generateVideo>('generateVideo', {
        workflowId: id,
        taskQueue: this.#taskQueue,
        args: options === undefined ? [request] : [request, options],
        workflowIdReusePolicy: reusePolicy,
        memo: { reelworkSchema: 1, reelworkRequestDigest: digest },
        staticSummary: `${model} · ${durationSeconds} s · ${resolution}`,
      });
    try {
      await start('REJECT_DUPLICATE');
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      const earlier = await this.#client.workflow.getHandle(id).describe();
      await assertSameOrder(this.#client, digest, earlier);
      if (endedByTemporal(earlier)) await start('ALLOW_DUPLICATE_FAILED_ONLY').catch(joinAnother);
    }
    return this.get(id);
  }

  /** Generations, the newest first, as Temporal's index knows them; a state needs the search attributes. */
  list(options: ListOptions = {}): AsyncIterable<ListedGeneration> {
    return listGenerations(this.#client, options);
  }

  /** The generation with this id. Nothing is asked of the server yet. */
  get(id: string): Generation {
    return new Generation(this.#client, id);
  }
}

/** Somebody else started it again first. */
function joinAnother(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}

const endedByTemporal = ({ status }: WorkflowExecutionDescription): boolean =>
  status.name === 'TERMINATED' || status.name === 'TIMED_OUT';
