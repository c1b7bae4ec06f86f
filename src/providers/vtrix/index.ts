import type { ModelId } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import type { VideoModels } from '../video-model.js';
import { readError } from './error.js';
import * as tasks from './task.js';
import { toTextToVideoBody, type TextToVideoRequest } from './text-to-video.js';

/** One Vtrix account: whose key, at which address. */
export interface VtrixOptions {
  readonly apiKey: string;
  /** @default 'https://cloud.vtrix.ai' */
  readonly baseUrl?: string | undefined;
  /**
   * How orders are written: as Vtrix's page has it, or wrapped as its own command line sends them (gateways.md 1.2).
   * @default 'documented'
   */
  readonly body?: 'documented' | 'wrapped' | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** Vtrix's Wan 2.6 text-to-video model. Nobody can ask Vtrix which tasks there are. */
export function createVtrix({
  apiKey,
  baseUrl = 'https://cloud.vtrix.ai',
  body = 'documented',
  timeLimits,
}: VtrixOptions): VideoModels<Extract<ModelId, `vtrix/${string}`>> {
  const client = createGatewayClient({ gateway: 'vtrix', baseUrl, apiKey, readError, timeLimits });
  const gatewayModel = createGatewayModels(client, {
    submitPath: '/model/v1/generation',
    ...tasks,
  });

  return {
    'vtrix/wan26_t2v': gatewayModel({
      name: 'wan26_t2v',
      toBody(request: TextToVideoRequest) {
        const order = toTextToVideoBody(request);
        return { model: 'wan26_t2v', ...(body === 'wrapped' ? { input: [{ params: order }] } : order) };
      },
    }),
  };
}
