import type { KnownAt } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import type { GatewayAdapter } from '../video-model.js';
import { readError } from './error.js';
import { findInLog, logAnswer } from './log.js';
import * as tasks from './task.js';
import { toTextToVideoBody } from './text-to-video.js';

/** One AI/ML API account: whose key, at which address. */
export interface AimlapiOptions {
  readonly apiKey: string;
  /** @default 'https://api.aimlapi.com' */
  readonly baseUrl?: string | undefined;
  /** How the model is spelt on the wire; three spellings circulate (gateways.md 1.3). @default 'alibaba/wan-2-6-t2v' */
  readonly model?: string | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** AI/ML API's Wan 2.6 text-to-video model. */
export function createAimlapi({
  apiKey,
  baseUrl = 'https://api.aimlapi.com',
  model = 'alibaba/wan-2-6-t2v',
  timeLimits,
}: AimlapiOptions): GatewayAdapter<KnownAt<'aimlapi'>> {
  const client = createGatewayClient({ gateway: 'aimlapi', baseUrl, apiKey, readError, timeLimits });
  const gatewayModel = createGatewayModels(client, {
    submitPath: '/v2/video/generations',
    submitHeaders: (wireKey) => ({ 'x-client-request-id': wireKey }),
    ...tasks,
  });

  const define = <Request>(name: string, toBody: (request: Request) => object) =>
    gatewayModel<Request>({
      name,
      toBody: (request) => ({ model: name, ...toBody(request) }),
      findTasks: (order, signal) => findInLog(order, (path) => client.get(path, { answer: logAnswer, signal })),
    });

  return {
    known: { 'aimlapi/wan-2-6-t2v': define(model, toTextToVideoBody) },
    define,
  };
}
