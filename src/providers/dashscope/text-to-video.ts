import type { RequestFor } from '../../domain/requests/index.js';
import { frameSize } from '../frame-size.js';

export const toTextToVideoBody = (request: RequestFor<'dashscope/wan2.6-t2v'>) => ({
  input: {
    prompt: request.prompt,
    negative_prompt: request.negativePrompt,
    audio_url: request.audioUrl,
  },
  parameters: {
    size: frameSize(request),
    duration: request.durationSeconds,
    prompt_extend: request.extendPrompt,
    shot_type: request.shotType,
    watermark: request.watermark,
    seed: request.seed,
  },
});
