import { z } from 'zod';
import { cutText, frame, mediaUrl, seed, shotType, wholeSeconds } from '../engine/fields.js';

const everyInput = { prompt: cutText(1500, 1), negative_prompt: cutText(500).optional() };
const everyParameter = {
  shot_type: shotType.default('single'),
  watermark: z.boolean().default(false),
  seed: seed.optional(),
};

/** What a reference is shows only in its name. */
export const isVideo = (url: string): boolean => /\.(mp4|mov)$/i.test(new URL(url).pathname);

const mostVideos = 3;
const referenceUrls = z
  .array(mediaUrl)
  .min(1)
  .max(5)
  .refine((urls) => urls.filter(isVideo).length <= mostVideos, `at most ${mostVideos} videos`);

const referenceInput = z
  .strictObject({
    ...everyInput,
    reference_urls: referenceUrls.optional(),
    /** The name that the field had before images could be references. */
    reference_video_urls: z.array(mediaUrl).min(1).max(mostVideos).optional(),
  })
  .refine((input) => (input.reference_urls === undefined) !== (input.reference_video_urls === undefined), {
    path: ['reference_urls'],
    message: 'either this or reference_video_urls is required',
  });

const textInput = z.strictObject({ ...everyInput, audio_url: mediaUrl.optional() });
const imageInput = textInput.extend({
  img_url: z.union([mediaUrl, z.string().regex(/^data:image\/[a-z]+;base64,/)]),
});

const textParameters = z.strictObject({
  ...everyParameter,
  size: frame.prefault('1920*1080'),
  duration: wholeSeconds(2, 15).default(5),
  prompt_extend: z.boolean().default(true),
});
const imageParameters = z.strictObject({
  ...everyParameter,
  resolution: z.enum(['720P', '1080P']).default('1080P'),
  duration: wholeSeconds(2, 15).default(5),
  prompt_extend: z.boolean().default(true),
});
const referenceParameters = z.strictObject({
  ...everyParameter,
  size: frame.prefault('1920*1080'),
  duration: wholeSeconds(2, 10).default(5),
});
const soundSwitch = { audio: z.boolean().default(true) };

/** The bodies of the five models, by the word in `model`; each as strict as the gateway's own page on it. */
export const createBodies = () => ({
  'wan2.6-t2v': z.strictObject({
    model: z.literal('wan2.6-t2v'),
    input: textInput,
    parameters: textParameters.prefault({}),
  }),
  'wan2.6-i2v': z.strictObject({
    model: z.literal('wan2.6-i2v'),
    input: imageInput,
    parameters: imageParameters.prefault({}),
  }),
  'wan2.6-i2v-flash': z.strictObject({
    model: z.literal('wan2.6-i2v-flash'),
    input: imageInput,
    parameters: imageParameters.extend(soundSwitch).prefault({}),
  }),
  'wan2.6-r2v': z.strictObject({
    model: z.literal('wan2.6-r2v'),
    input: referenceInput,
    parameters: referenceParameters.prefault({}),
  }),
  'wan2.6-r2v-flash': z.strictObject({
    model: z.literal('wan2.6-r2v-flash'),
    input: referenceInput,
    parameters: referenceParameters.extend(soundSwitch).prefault({}),
  }),
});

type Bodies = ReturnType<typeof createBodies>;
export type ModelName = keyof Bodies;
export type Body = z.output<Bodies[ModelName]>;
