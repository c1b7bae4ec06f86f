import { createVtrix, type VtrixOptions } from '../../../src/providers/vtrix/index.js';
import { apiKey, recordedOf, submit } from '../gateway-calls.js';

export const taskId = 'task_abc123';

/** A recorded body of Vtrix's. */
export const fixture = recordedOf('vtrix');

/** Vtrix's model at a server of our own. */
export const vtrixAt = (baseUrl: string, options: Partial<VtrixOptions> = {}) =>
  createVtrix({ apiKey, baseUrl, ...options }).known;

type Vtrix = ReturnType<typeof createVtrix>['known'];

/** The least that it takes. */
export const least = { model: 'vtrix/wan26_t2v', prompt: 'A kitten running in the moonlight' } as const;

export const submitSomething = (models: Vtrix) => submit(models, least);

export const readStatus = (models: Vtrix) => models['vtrix/wan26_t2v'].readStatus(taskId);
