import { createDashscope, type DashscopeOptions } from '../../../src/providers/dashscope/index.js';
import { apiKey, recordedOf, submit } from '../gateway-calls.js';

export const taskId = 'eff1443c-ccab-4676-aad3-0123456789ab';

/** A recorded body of DashScope's. */
export const fixture = recordedOf('dashscope');

/** DashScope's models at a server of our own. */
export const dashscopeAt = (baseUrl: string, options: Partial<DashscopeOptions> = {}) =>
  createDashscope({ apiKey, baseUrl, ...options }).known;

type Dashscope = ReturnType<typeof createDashscope>['known'];

/** What it says when it says no. */
export const refusal = (message: string, code = 'InvalidParameter') => ({ code, message, request_id: '7438d53d' });

export const submitSomething = (models: Dashscope) =>
  submit(models, { model: 'dashscope/wan2.6-t2v', prompt: 'A kitten running in the moonlight' });

export const readStatus = (models: Dashscope) => models['dashscope/wan2.6-t2v'].readStatus(taskId);
