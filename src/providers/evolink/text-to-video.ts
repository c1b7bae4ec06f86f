import type { RequestFor } from '../../domain/requests/index.js';

export const toTextToVideoBody = (request: RequestFor<'evolink/wan2.6-text-to-video'>) => ({
  prompt: request.prompt,
  aspect_ratio: request.aspectRatio,
  quality: request.resolution,
  duration: request.durationSeconds,
  prompt_extend: request.extendPrompt,
  model_params: request.shotType && { shot_type: request.shotType },
  audio_url: request.audioUrl,
});
