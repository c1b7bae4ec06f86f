import { z } from 'zod';
import * as fields from './fields.js';
import * as rules from './rules.js';

/**
 * Text to video. Ranges from Vtrix's Wan 2.6 text-to-video page, which offers 5, 10 and 15 s and names a range of 2 to
 * 15 s beside them: what both allow is taken.
 */
export const vtrixTextToVideo = z
  .strictObject({
    model: z.literal('vtrix/wan26_t2v'),
    prompt: fields.prompt,
    durationSeconds: fields.oneOfSeconds([5, 10, 15]).default(5),
    resolution: fields.resolution,
    aspectRatio: fields.aspectRatio,
    /** Rewrites the prompt by a language model first. @default true */
    extendPrompt: fields.flag.default(true),
    shotType: fields.shotType,
    /** Sound for the video: cut to its length, or followed by silence. */
    audioUrl: fields.file({ what: 'an audio file of 3 to 30 s, at most 15 MB', extensions: ['wav', 'mp3'] }).optional(),
    generateAudio: fields.flag.default(true),
    /** The words "AI Generated" in the lower right corner. @default false */
    watermark: fields.flag.default(false),
    seed: fields.seed.optional(),
    account: fields.account,
  })
  .refine(...rules.multiOnlyExtended)
  .refine(...rules.soundOnlyOnce);
