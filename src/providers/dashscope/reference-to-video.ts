import type { RequestFor } from '../../domain/requests/index.js';
import { frameSize } from '../frame-size.js';

type Request = RequestFor<'dashscope/wan2.6-r2v'>;
type FlashRequest = RequestFor<'dashscope/wan2.6-r2v-flash'>;

export const toReferenceToVideoBody = (request: Request) => body(request, undefined);

export const toReferenceToVideoFlashBody = (request: FlashRequest) => body(request, request.generateAudio);

const body = (request: Request | FlashRequest, audio: boolean | undefined) => ({
  input: {
    prompt: request.prompt,
    negative_prompt: request.negativePrompt,
    reference_urls: [...(request.referenceVideoUrls ?? []), ...(request.referenceImageUrls ?? [])],
  },
  parameters: {
    size: frameSize(request),
    duration: request.durationSeconds,
    shot_type: request.shotType,
    audio,
    watermark: request.watermark,
    seed: request.seed,
  },
});
