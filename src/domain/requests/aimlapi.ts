import { z } from 'zod';
import * as fields from './fields.js';
import * as rules from './rules.js';

/** Text to video. Fields from AI/ML API's Wan 2.6 text-to-video page; ranges that it leaves out are its upstream's. */
export const aimlapiTextToVideo = z
  .strictObject({
    model: z.literal('aimlapi/wan-2-6-t2v'),
    prompt: fields.prompt,
    negativePrompt: fields.negativePrompt.optional(),
    durationSeconds: fields.oneOfSeconds([5, 10, 15]).default(5),
    resolution: fields.resolution,
    aspectRatio: fields.aspectRatio,
    /** Rewrites the prompt by a language model first. @default true */
    extendPrompt: fields.flag.default(true),
    shotType: fields.shotType,
    /** Sound for the video: cut to its length, or followed by silence. */
    audioUrl: fields
      .file({
        what: 'an audio file; AI/ML API names no limits, its upstream’s are 3 to 30 s and 15 MB',
        extensions: ['wav', 'mp3'],
      })
      .optional(),
    generateAudio: fields.flag.default(true),
    seed: fields.seed.optional(),
    account: fields.account,
  })
  .refine(...rules.multiOnlyExtended)
  .refine(...rules.soundOnlyOnce);
