import type { Client } from '@temporalio/client';
import { idRule, isCallersId } from '../domain/ids.js';
import { parseStoryboard } from '../domain/documents/parse-storyboard.js';
import type { StoryboardDocument } from '../domain/documents/storyboard-document.js';
import type { ModelCatalogue } from '../domain/requests/model-catalogue.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { StoryboardOptions } from '../domain/storyboards/options.js';
import { startStoryboard } from './start-storyboard.js';
import { Storyboard } from './storyboard.js';

/** Starts storyboards from backend code, and finds them again. */
export class Storyboards {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #models: ModelCatalogue;

  constructor(client: Client, { taskQueue, models }: { readonly taskQueue: string; readonly models: ModelCatalogue }) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#models = models;
  }

  /**
   * Starts a storyboard, or joins it where it is under way. One that has ended goes on from what there is: shots that have
   * not changed cost nothing. Rejects with a `RequestError` when the document can't be right.
   */
  async start(id: string, document: StoryboardDocument, options?: StoryboardOptions): Promise<Storyboard> {
    if (!isCallersId(id)) {
      throw new RequestError([{ field: 'id', given: `'${id.slice(0, 120)}'`, allowed: idRule, acceptedBy: [] }]);
    }
    const { vars, timeZone } = options ?? {};
    const { title, shots } = parseStoryboard(document, { models: this.#models, vars, timeZone });
    const summary = `${title ?? id} · ${shots.length === 1 ? '1 shot' : `${shots.length} shots`}`;
    await startStoryboard(this.#client, { id, document, options, taskQueue: this.#taskQueue, summary });
    return this.get(id);
  }

  /** The storyboard with this id. Nothing is asked of the server yet. */
  get(id: string): Storyboard {
    return new Storyboard(this.#client, id);
  }
}
