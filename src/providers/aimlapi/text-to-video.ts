import type { RequestFor } from '../../domain/requests/index.js';

export const toTextToVideoBody = (request: RequestFor<'aimlapi/wan-2-6-t2v'>) => ({
  prompt: request.prompt,
  negative_prompt: request.negativePrompt,
  aspect_ratio: request.aspectRatio,
  resolution: request.resolution,
  duration: request.durationSeconds,
  enhance_prompt: request.extendPrompt,
  shot_type: request.shotType,
  audio_url: request.audioUrl,
  // "takes effect only when 'audio_url' is not provided"
  generate_audio: request.audioUrl === undefined ? request.generateAudio : undefined,
  seed: request.seed,
});
