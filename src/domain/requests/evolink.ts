import { z } from 'zod';
import * as fields from './fields.js';
import * as rules from './rules.js';

const mp3 = fields.file({ what: 'an audio file of 3 to 30 s, at most 15 MB', extensions: ['mp3'] });

/** Text to video. Ranges from EvoLink's Wan 2.6 text-to-video page. */
export const evolinkTextToVideo = z
  .strictObject({
    model: z.literal('evolink/wan2.6-text-to-video'),
    prompt: fields.prompt,
    durationSeconds: fields.wholeSeconds(2, 15).default(5),
    resolution: fields.resolution,
    aspectRatio: fields.aspectRatio,
    /** Rewrites the prompt by a language model first. @default true */
    extendPrompt: fields.flag.default(true),
    /** `multi` cuts between shots; it takes effect only with `extendPrompt`. */
    shotType: fields.shotType,
    /** Sound for the video: cut to its length, or followed by silence. */
    audioUrl: mp3.optional(),
    account: fields.account,
  })
  .refine(...rules.multiOnlyExtended);

/** First frame to video. Ranges from EvoLink's Wan 2.6 image-to-video page. */
export const evolinkImageToVideo = z
  .strictObject({
    model: z.literal('evolink/wan2.6-image-to-video'),
    prompt: fields.prompt,
    /** The first frame. It sets the ratio. */
    imageUrl: fields.file({
      what: 'an image of at most 10 MB, 360 to 2000 pixels on each side, not transparent',
      extensions: fields.imageExtensions,
    }),
    durationSeconds: fields.oneOfSeconds([5, 10, 15]).default(5),
    resolution: fields.resolution,
    extendPrompt: fields.flag.default(true),
    shotType: fields.shotType,
    audioUrl: mp3.optional(),
    account: fields.account,
  })
  .refine(...rules.multiOnlyExtended);

/** Reference videos to video. Ranges from EvoLink's Wan 2.6 reference-video-flash page. */
export const evolinkReferenceVideo = z.strictObject({
  model: z.literal('evolink/wan2.6-reference-video-flash'),
  /** Names the references as `character1`, `character2`, … */
  prompt: fields.prompt,
  /** Whose appearance and voice to take. Their length is billed, at most 5 s in all. */
  referenceVideoUrls: fields.files({
    atMost: 3,
    what: 'videos of 2 to 30 s, at most 100 MB each',
    extensions: fields.videoExtensions,
  }),
  durationSeconds: fields.wholeSeconds(2, 10).default(5),
  resolution: fields.resolution,
  aspectRatio: fields.aspectRatio,
  shotType: fields.shotType,
  /** A silent video is cheaper. @default true */
  generateAudio: fields.flag.default(true),
  account: fields.account,
});
