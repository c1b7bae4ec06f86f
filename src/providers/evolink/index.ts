import type { KnownAt } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import { createGatewayModels } from '../gateway-models.js';
import { createJoinedReads } from '../joined-reads.js';
import type { GatewayAdapter } from '../video-model.js';
import { batchAnswer, batchPath, byId, largestBatch } from './batch.js';
import { readError } from './error.js';
import { chargeListed, chargesAnswer, failedTasksPath } from './failure-charge.js';
import { toImageToVideoBody } from './image-to-video.js';
import { toReferenceVideoBody } from './reference-video.js';
import * as tasks from './task.js';
import { createTaskList, listAnswer, listPath } from './task-list.js';
import { toTextToVideoBody } from './text-to-video.js';

/** One EvoLink account: whose key, at which address. */
export interface EvolinkOptions {
  readonly apiKey: string;
  /** @default 'https://api.evolink.ai' */
  readonly baseUrl?: string | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** `task-unified-1757169743-7cvnl5zw`: every id of a task begins so (gateways.md 1.1). */
const taskIdForm = /task-unified-\w[\w-]*/g;

/** EvoLink's three Wan 2.6 models. */
export function createEvolink({
  apiKey,
  baseUrl = 'https://api.evolink.ai',
  timeLimits,
}: EvolinkOptions): GatewayAdapter<KnownAt<'evolink'>> {
  const client = createGatewayClient({
    gateway: 'evolink',
    baseUrl,
    apiKey,
    readError,
    taskIdForm,
    timeLimits,
  });
  const joinedRead = createJoinedReads({
    most: largestBatch,
    readTogether: async (taskIds) =>
      byId(await client.post(batchPath, { body: { task_ids: taskIds }, answer: batchAnswer })),
  });
  const gatewayModel = createGatewayModels(client, {
    submitPath: '/v1/videos/generations',
    submitHeaders: (wireKey) => ({ 'idempotency-key': wireKey }),
    ...tasks,
    joinedRead,
  });

  const define = <Request>(name: string, toBody: (request: Request) => object) =>
    gatewayModel<Request>({
      name,
      toBody: (request, { callbackUrl }) => ({ model: name, ...toBody(request), callback_url: callbackUrl }),
      listTasks: createTaskList(name, (page) => client.get(listPath(name, page), { answer: listAnswer })),
      chargeOfFailed: async (taskId, signal) =>
        chargeListed(taskId, await client.get(failedTasksPath(name), { answer: chargesAnswer, signal })),
    });

  return {
    known: {
      'evolink/wan2.6-text-to-video': define('wan2.6-text-to-video', toTextToVideoBody),
      'evolink/wan2.6-image-to-video': define('wan2.6-image-to-video', toImageToVideoBody),
      'evolink/wan2.6-reference-video-flash': define('wan2.6-reference-video-flash', toReferenceVideoBody),
    },
    define,
  };
}
