import type { KnownAt } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import type { GatewayAdapter } from '../video-model.js';
import { readError } from './error.js';
import * as tasks from './task.js';
import { toTextToVideoBody } from './text-to-video.js';

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
}: VtrixOptions): GatewayAdapter<KnownAt<'vtrix'>> {
  const client = createGatewayClient({ gateway: 'vtrix', baseUrl, apiKey, readError, timeLimits });
  const gatewayModel = createGatewayModels(client, {
    submitPath: '/model/v1/generation',
    ...tasks,
  });

  const define = <Request>(name: string, toBody: (request: Request) => object) =>
    gatewayModel<Request>({
      name,
      toBody: (request) => ({ model: name, ...(body === 'wrapped' ? wrapped(toBody(request)) : toBody(request)) }),
    });

  return {
    known: { 'vtrix/wan26_t2v': define('wan26_t2v', toTextToVideoBody) },
    define,
  };
}

const wrapped = (params: object) => ({ input: [{ params }] });
