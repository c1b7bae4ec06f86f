import { createAimlapi, type AimlapiOptions } from '../../../src/providers/aimlapi/index.js';
import { apiKey, recordedOf, submit } from '../gateway-calls.js';

export const taskId = '08zqLA021WrqNkIw2wc3P';

/** A recorded body of AI/ML API's. */
export const fixture = recordedOf('aimlapi');

/** AI/ML API's model at a server of our own. */
export const aimlapiAt = (baseUrl: string, options: Partial<AimlapiOptions> = {}) =>
  createAimlapi({ apiKey, baseUrl, ...options }).known;

type Aimlapi = ReturnType<typeof createAimlapi>['known'];

/** The least that it takes. */
export const least = { model: 'aimlapi/wan-2-6-t2v', prompt: 'A cat playing piano' } as const;

/** What it says when it says no. */
export const refusal = (message: unknown, status: number) => ({
  message,
  path: '/v2/video/generations',
  requestId: '0f0e0d0c',
  statusCode: status,
  timestamp: '2026-01-02T03:04:05.678Z',
});

export const submitSomething = (models: Aimlapi) => submit(models, least);

export const readStatus = (models: Aimlapi) => models['aimlapi/wan-2-6-t2v'].readStatus(taskId);
