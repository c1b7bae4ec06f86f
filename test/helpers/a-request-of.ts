import { models, type KnownModelId } from '../../src/domain/models.js';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';

const inputs = {
  'text-to-video': {},
  'image-to-video': { imageUrl: 'https://example.com/cat.png' },
  'reference-to-video': { referenceVideoUrls: ['https://example.com/cat.mp4'] },
} as const;

/** The same small request, for whichever model. */
export const aRequestOf = (model: KnownModelId, prompt = 'A cat playing piano') =>
  ({ model, prompt, durationSeconds: 5, resolution: '1080p', ...inputs[models[model].kind] }) as GenerationRequestInput;
