import type { RequestFor } from '../../domain/requests/index.js';
import { frameSize } from '../frame-size.js';

export const toTextToVideoBody = (request: RequestFor<'vtrix/wan26_t2v'>) => ({
  input: {
    prompt: request.prompt,
    audio_url: request.audioUrl,
  },
  parameters: {
    size: frameSize(request),
    duration: request.durationSeconds,
    prompt_extend: request.extendPrompt,
    watermark: request.watermark,
    audio: request.generateAudio,
    shot_type: request.shotType,
    seed: request.seed,
  },
});
