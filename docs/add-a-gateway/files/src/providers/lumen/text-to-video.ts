import type { RequestFor } from '../../domain/requests/index.js';

const heights = { '720p': 720, '1080p': 1080 } as const;

export const toTextToVideoBody = (request: RequestFor<'lumen/dream-1'>) => ({
  text: request.prompt,
  clip: { seconds: request.durationSeconds, height: heights[request.resolution], shape: request.aspectRatio },
  silent: !request.generateAudio,
  seed: request.seed,
});
