import type { ModelId } from '../../domain/models.js';
import { createGatewayClient, type GatewayTimeLimits } from '../gateway-client.js';
import type { VideoModel, VideoModels } from '../video-model.js';
import { readError } from './error.js';
import { toImageToVideoBody } from './image-to-video.js';
import { toReferenceVideoBody } from './reference-video.js';
import { identityAnswerFor, statusAnswerFor, submitAnswer, taskIdForm, toAccepted, toTaskStatus } from './task.js';
import { listAnswer, listTasks, pageSize } from './task-list.js';
import { toTextToVideoBody } from './text-to-video.js';

/** One EvoLink account: whose key, at which address. */
export interface EvolinkOptions {
  readonly apiKey: string;
  /** @default 'https://api.evolink.ai' */
  readonly baseUrl?: string | undefined;
  readonly timeLimits?: GatewayTimeLimits | undefined;
}

/** EvoLink's three Wan 2.6 models. */
export function createEvolink({
  apiKey,
  baseUrl = 'https://api.evolink.ai',
  timeLimits,
}: EvolinkOptions): VideoModels<Extract<ModelId, `evolink/${string}`>> {
  if (apiKey.trim() === '') throw new TypeError('EvoLink needs an API key');
  const client = createGatewayClient({ gateway: 'evolink', baseUrl, apiKey, readError, taskIdForm, timeLimits });
  const submitPath = '/v1/videos/generations';

  const taskPath = (taskId: string) => `/v1/tasks/${encodeURIComponent(taskId)}`;

  const videoModel = <Request>(model: string, toBody: (request: Request) => object): VideoModel<Request> => {
    const bodyOf = (request: Request, callbackUrl: string | undefined) => ({
      model,
      ...toBody(request),
      callback_url: callbackUrl,
    });
    return {
      wireRequest: (request, { callbackUrl }) => ({
        url: client.urlOf(submitPath),
        body: bodyOf(request, callbackUrl),
      }),
      async submit(request, { wireKey, callbackUrl, beforeSending, signal }) {
        const answer = await client.post(submitPath, {
          body: bodyOf(request, callbackUrl),
          headers: { 'idempotency-key': wireKey },
          answer: submitAnswer,
          beforeSending,
          signal,
        });
        return toAccepted(answer);
      },
      async readStatus(taskId, { signal } = {}) {
        const answer = await client.get(taskPath(taskId), { answer: statusAnswerFor(taskId), taskId, signal });
        return toTaskStatus(answer, client.clean);
      },
      async identifyTask(taskId, { signal } = {}) {
        const seen = await client.get(taskPath(taskId), { answer: identityAnswerFor(taskId), taskId, signal });
        return {
          model: client.clean(seen.model),
          isThisModel: seen.model === model,
          createdAt: seen.created ?? undefined,
        };
      },
      listTasks: (span, { signal } = {}) =>
        listTasks(model, span, (page) =>
          client.get(
            `/v1/tasks?${new URLSearchParams({ model, page: String(page), page_size: String(pageSize) }).toString()}`,
            {
              answer: listAnswer,
              signal,
            },
          ),
        ),
    };
  };

  return {
    'evolink/wan2.6-text-to-video': videoModel('wan2.6-text-to-video', toTextToVideoBody),
    'evolink/wan2.6-image-to-video': videoModel('wan2.6-image-to-video', toImageToVideoBody),
    'evolink/wan2.6-reference-video-flash': videoModel('wan2.6-reference-video-flash', toReferenceVideoBody),
  };
}
