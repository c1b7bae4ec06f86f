import { createLumen, type LumenOptions } from '../../../src/providers/lumen/index.js';
import { apiKey, recordedOf, submit } from '../gateway-calls.js';

export const taskId = 'lum_4k2v9c0q7x1m';

/** A recorded body of Lumen's. */
export const fixture = recordedOf('lumen');

/** Lumen's model at a server of our own. */
export const lumenAt = (baseUrl: string, options: Partial<LumenOptions> = {}) =>
  createLumen({ apiKey, baseUrl, ...options }).known;

type Lumen = ReturnType<typeof createLumen>['known'];

/** The least that it takes. */
export const least = { model: 'lumen/dream-1', prompt: 'A kitten running in the moonlight' } as const;

export const submitSomething = (models: Lumen) => submit(models, least);

export const readStatus = (models: Lumen) => models['lumen/dream-1'].readStatus(taskId);

export const refusal = (says: string, kind = 'bad_field') => ({ problem: { kind, says } });
