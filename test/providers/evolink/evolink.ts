import { createEvolink, type EvolinkOptions } from '../../../src/providers/evolink/index.js';
import type { SubmitOptions } from '../../../src/providers/video-model.js';
import { apiKey, recordedOf, submit } from '../gateway-calls.js';

export { apiKey, failureOf, submit, wireKey } from '../gateway-calls.js';

export const taskId = 'task-unified-1757169743-7cvnl5zw';

/** A recorded body of EvoLink's. */
export const fixture = recordedOf('evolink');

/** EvoLink's models at a server of our own. */
export const evolinkAt = (baseUrl: string, options: Partial<EvolinkOptions> = {}) =>
  createEvolink({ apiKey, baseUrl, ...options }).known;

type Evolink = ReturnType<typeof createEvolink>['known'];

/** Submits a small request. */
export const submitSomething = (models: Evolink, options: Partial<SubmitOptions> = {}) =>
  submit(models, { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat playing piano' }, options);

export const readStatus = (models: Evolink) => models['evolink/wan2.6-text-to-video'].readStatus(taskId);
