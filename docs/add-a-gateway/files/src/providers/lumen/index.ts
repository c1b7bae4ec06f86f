import type { KnownAt } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import type { GatewayAdapter } from '../video-model.js';
import { readError } from './error.js';
import * as tasks from './task.js';
import { toTextToVideoBody } from './text-to-video.js';

/** One Lumen account: whose key, at which address. */
export interface LumenOptions {
  readonly apiKey: string;
  /** @default 'https://api.lumen.example' */
  readonly baseUrl?: string | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** Lumen's Dream 1. Nobody can ask Lumen which tasks there are. */
export function createLumen({
  apiKey,
  baseUrl = 'https://api.lumen.example',
  timeLimits,
}: LumenOptions): GatewayAdapter<KnownAt<'lumen'>> {
  const client = createGatewayClient({ gateway: 'lumen', baseUrl, apiKey, readError, timeLimits });
  const gatewayModel = createGatewayModels(client, { submitPath: '/renders', ...tasks });

  const define = <Request>(name: string, toBody: (request: Request) => object) =>
    gatewayModel<Request>({ name, toBody: (request) => ({ model: name, ...toBody(request) }) });

  return { known: { 'lumen/dream-1': define('dream-1', toTextToVideoBody) }, define };
}
