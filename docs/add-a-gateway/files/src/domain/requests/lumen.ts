import { z } from 'zod';
import * as fields from './fields.js';

/** Text to video. Ranges from Lumen's Dream 1 page. */
export const lumenTextToVideo = z.strictObject({
  model: z.literal('lumen/dream-1'),
  prompt: fields.prompt,
  durationSeconds: fields.wholeSeconds(3, 12).default(5),
  resolution: fields.resolution,
  aspectRatio: fields.aspectRatio,
  generateAudio: fields.flag.default(true),
  seed: fields.seed.optional(),
  account: fields.account,
});
