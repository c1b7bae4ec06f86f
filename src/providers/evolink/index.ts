import type { ModelId } from '../../domain/models.js';
import { createGatewayClient } from '../gateway-client.js';
import type { VideoModel, VideoModels } from '../video-model.js';
import { readError } from './error.js';
import { toImageToVideoBody } from './image-to-video.js';
import { toReferenceVideoBody } from './reference-video.js';
import { statusAnswer, submitAnswer, toAccepted, toTaskStatus } from './task.js';
import { toTextToVideoBody } from './text-to-video.js';

export interface EvolinkOptions {
  readonly apiKey: string;
  /** @default 'https://api.evolink.ai' */
  readonly baseUrl?: string;
}

/** EvoLink's three Wan 2.6 models. */
export function createEvolink({
  apiKey,
  baseUrl = 'https://api.evolink.ai',
}: EvolinkOptions): VideoModels<Extract<ModelId, `evolink/${string}`>> {
  const client = createGatewayClient({ gateway: 'evolink', baseUrl, apiKey, readError });
  const submitPath = '/v1/videos/generations';

  const videoModel = <Request>(toBody: (request: Request) => object): VideoModel<Request> => {
    const bodyOf = (request: Request, callbackUrl: string | undefined) => ({
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
        const path = `/v1/tasks/${encodeURIComponent(taskId)}`;
        return toTaskStatus(await client.get(path, { answer: statusAnswer, taskId, signal }));
      },
    };
  };

  return {
    'evolink/wan2.6-text-to-video': videoModel(toTextToVideoBody),
    'evolink/wan2.6-image-to-video': videoModel(toImageToVideoBody),
    'evolink/wan2.6-reference-video-flash': videoModel(toReferenceVideoBody),
  };
}
