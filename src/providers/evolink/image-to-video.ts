import type { RequestFor } from '../../domain/requests/index.js';

export const toImageToVideoBody = (request: RequestFor<'evolink/wan2.6-image-to-video'>) => ({
  prompt: request.prompt,
  image_urls: [request.imageUrl],
  duration: request.durationSeconds,
  quality: request.resolution,
  prompt_extend: request.extendPrompt,
  model_params: request.shotType && { shot_type: request.shotType },
  audio_url: request.audioUrl,
});
