import type { KnownAt } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import type { GatewayAdapter } from '../video-model.js';
import { cancelAnswer, cancelPath, toCancellation } from './cancel.js';
import { readError } from './error.js';
import { toImageToVideoBody, toImageToVideoFlashBody } from './image-to-video.js';
import { toReferenceToVideoBody, toReferenceToVideoFlashBody } from './reference-to-video.js';
import * as tasks from './task.js';
import { listAnswer, listPath, listTasks } from './task-list.js';
import { toTextToVideoBody } from './text-to-video.js';

/** One DashScope account: whose key, in which region. */
export interface DashscopeOptions {
  readonly apiKey: string;
  /**
   * The region's address; keys are bound to it. Singapore: `https://dashscope-intl.aliyuncs.com`, Beijing:
   * `https://dashscope.aliyuncs.com`, Virginia: `https://dashscope-us.aliyuncs.com`.
   * @default 'https://dashscope-intl.aliyuncs.com'
   */
  readonly baseUrl?: string | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** Wan 2.6 at its source, Alibaba Cloud's Model Studio. */
export function createDashscope({
  apiKey,
  baseUrl = 'https://dashscope-intl.aliyuncs.com',
  timeLimits,
}: DashscopeOptions): GatewayAdapter<KnownAt<'dashscope'>> {
  const client = createGatewayClient({ gateway: 'dashscope', baseUrl, apiKey, readError, timeLimits });
  const gatewayModel = createGatewayModels(client, {
    submitPath: '/api/v1/services/aigc/video-generation/video-synthesis',
    // Without it: "current user api does not support synchronous calls".
    submitHeaders: () => ({ 'x-dashscope-async': 'enable' }),
    ...tasks,
  });

  const define = <Request>(name: string, toBody: (request: Request) => object) =>
    gatewayModel<Request>({
      name,
      toBody: (request) => ({ model: name, ...toBody(request) }),
      listTasks: (span, signal) =>
        listTasks(name, span, (written, page) =>
          client.get(listPath(name, span, written, page), { answer: listAnswer, signal }),
        ),
      cancelTask: async (taskId, signal) =>
        toCancellation(client.post(cancelPath(taskId), { answer: cancelAnswer, taskId, signal })),
    });

  return {
    known: {
      'dashscope/wan2.6-t2v': define('wan2.6-t2v', toTextToVideoBody),
      'dashscope/wan2.6-i2v': define('wan2.6-i2v', toImageToVideoBody),
      'dashscope/wan2.6-i2v-flash': define('wan2.6-i2v-flash', toImageToVideoFlashBody),
      'dashscope/wan2.6-r2v': define('wan2.6-r2v', toReferenceToVideoBody),
      'dashscope/wan2.6-r2v-flash': define('wan2.6-r2v-flash', toReferenceToVideoFlashBody),
    },
    define,
  };
}
