import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { createEvolink, type EvolinkOptions } from '../../../src/providers/evolink/index.js';
import { ProviderError } from '../../../src/providers/provider-error.js';
import type { SubmitOptions, VideoModel } from '../../../src/providers/video-model.js';

export const apiKey = 'sk-very-secret';
export const taskId = 'task-unified-1757169743-7cvnl5zw';
export const wireKey = `rw-${'0a'.repeat(20)}`;

/** A recorded body of EvoLink's. */
export const fixture = (name: string): Promise<string> => readFile(`test/fixtures/evolink/${name}`, 'utf8');

/** EvoLink's models at a server of our own. */
export const evolinkAt = (baseUrl: string, options: Partial<EvolinkOptions> = {}) =>
  createEvolink({ apiKey, baseUrl, ...options });

type Evolink = ReturnType<typeof createEvolink>;

/** Submits a request as given, with its defaults filled in. */
export function submit(models: Evolink, given: object, options: Partial<SubmitOptions> = {}) {
  const request = parseRequest(given);
  const model: VideoModel<never> = models[request.model as keyof Evolink];
  return model.submit(request as never, { wireKey, callbackUrl: undefined, beforeSending: async () => {}, ...options });
}

/** Submits a small request. */
export const submitSomething = (models: Evolink, options: Partial<SubmitOptions> = {}) =>
  submit(models, { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat playing piano' }, options);

export const readStatus = (models: Evolink) => models['evolink/wan2.6-text-to-video'].readStatus(taskId);

/** The `ProviderError` with which a call fails. It holds the key nowhere. */
export async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => expect.unreachable('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw error;
  const everything = Object.values(Object.getOwnPropertyDescriptors(error)).map(({ value }) => String(value));
  expect(everything.join('\n')).not.toContain(apiKey);
  expect(error.cause).toBeUndefined();
  return error;
}
