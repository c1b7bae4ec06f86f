import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Gateway } from '../../src/domain/models.js';
import { parseRequest } from '../../src/domain/requests/parse-request.js';
import { ProviderError } from '../../src/providers/provider-error.js';
import type { Accepted, SubmitOptions, VideoModel, VideoModels } from '../../src/providers/video-model.js';

export const apiKey = 'sk-very-secret';
export const wireKey = `rw-${'0a'.repeat(20)}`;

/** The recorded bodies of a gateway, by their file's name. */
export const recordedOf =
  (gateway: Gateway) =>
  (name: string): Promise<string> =>
    readFile(`test/fixtures/${gateway}/${name}`, 'utf8');

/** Submits a request as given, with its defaults filled in. */
export function submit(
  models: Partial<VideoModels>,
  given: object,
  options: Partial<SubmitOptions> = {},
): Promise<Accepted> {
  const request = parseRequest(given);
  const model: VideoModel<never> = models[request.model]!;
  return model.submit(request as never, { wireKey, callbackUrl: undefined, beforeSending: async () => {}, ...options });
}

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
