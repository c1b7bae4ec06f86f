import type { RequestFor } from '../../domain/requests/index.js';
import { modelParams } from './model-params.js';

export const toReferenceVideoBody = (request: RequestFor<'evolink/wan2.6-reference-video-flash'>) => ({
  prompt: request.prompt,
  video_urls: request.referenceVideoUrls,
  aspect_ratio: request.aspectRatio,
  quality: request.resolution,
  duration: request.durationSeconds,
  model_params: modelParams(request),
  generate_audio: request.generateAudio,
});
