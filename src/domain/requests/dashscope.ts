import { z } from 'zod';
import * as fields from './fields.js';
import * as rules from './rules.js';

// Ranges from Alibaba Cloud's pages on Wan 2.6 (gateways.md 7).

const everyModel = {
  negativePrompt: fields.negativePrompt.optional(),
  resolution: fields.resolution,
  shotType: fields.shotType,
  watermark: fields.flag.default(false),
  seed: fields.seed.optional(),
  account: fields.account,
};

const extended = {
  /** Rewrites the prompt by a language model first. @default true */
  extendPrompt: fields.flag.default(true),
  /** Sound for the video: cut to its length, or followed by silence. */
  audioUrl: fields.file({ what: 'an audio file of 3 to 30 s, at most 15 MB', extensions: ['wav', 'mp3'] }).optional(),
};

/** A silent video is cheaper. @default true */
const generateAudio = fields.flag.default(true);

/** Text to video. */
export const dashscopeTextToVideo = z
  .strictObject({
    model: z.literal('dashscope/wan2.6-t2v'),
    prompt: fields.prompt,
    durationSeconds: fields.wholeSeconds(2, 15).default(5),
    aspectRatio: fields.aspectRatio,
    ...everyModel,
    ...extended,
  })
  .refine(...rules.multiOnlyExtended);

const firstFrame = {
  prompt: fields.prompt,
  /** The first frame. It sets the ratio. */
  imageUrl: fields.file({
    what: 'an image of at most 10 MB, 360 to 2000 pixels on each side, not transparent',
    extensions: fields.imageExtensions,
  }),
  ...everyModel,
  ...extended,
};

/** First frame to video. Its page once offered 5, 10 and 15 s only, later 2 to 15: what both allow is taken. */
export const dashscopeImageToVideo = z
  .strictObject({
    model: z.literal('dashscope/wan2.6-i2v'),
    durationSeconds: fields.oneOfSeconds([5, 10, 15]).default(5),
    ...firstFrame,
  })
  .refine(...rules.multiOnlyExtended);

/** First frame to video, faster and cheaper. */
export const dashscopeImageToVideoFlash = z
  .strictObject({
    model: z.literal('dashscope/wan2.6-i2v-flash'),
    durationSeconds: fields.wholeSeconds(2, 15).default(5),
    ...firstFrame,
    generateAudio,
  })
  .refine(...rules.multiOnlyExtended)
  .refine(...rules.soundOnlyOnce);

const references = {
  /** Names the references as `character1`, `character2`, …, the videos first. */
  prompt: fields.prompt,
  durationSeconds: fields.wholeSeconds(2, 10).default(5),
  aspectRatio: fields.aspectRatio,
  /** Whose appearance and voice to take. Their length is billed, at most 5 s in all. */
  referenceVideoUrls: fields
    .files({ atMost: 3, what: 'videos of 1 to 30 s, at most 100 MB each', extensions: fields.videoExtensions })
    .optional(),
  /** Whose appearance to take. */
  referenceImageUrls: fields
    .files({
      atMost: 5,
      what: 'images of at most 10 MB, 240 to 5000 pixels on each side',
      extensions: fields.imageExtensions,
    })
    .optional(),
  ...everyModel,
};

/** Reference videos and images to video. */
export const dashscopeReferenceToVideo = z
  .strictObject({ model: z.literal('dashscope/wan2.6-r2v'), ...references })
  .refine(...rules.oneToFiveReferences);

/** Reference videos and images to video, faster and cheaper. */
export const dashscopeReferenceToVideoFlash = z
  .strictObject({ model: z.literal('dashscope/wan2.6-r2v-flash'), ...references, generateAudio })
  .refine(...rules.oneToFiveReferences);
