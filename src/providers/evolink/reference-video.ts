import type { RequestFor } from '../../domain/requests/index.js';

export const toReferenceVideoBody = (request: RequestFor<'evolink/wan2.6-reference-video-flash'>) => ({
  prompt: request.prompt,
  video_urls: request.referenceVideoUrls,
  aspect_ratio: request.aspectRatio,
  quality: request.resolution,
  duration: request.durationSeconds,
  model_params: request.shotType && { shot_type: request.shotType },
  generate_audio: request.generateAudio,
});
