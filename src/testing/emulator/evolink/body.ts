import { z } from 'zod';
import { disputedSeconds, mediaUrl, shotType, wholeSeconds } from '../engine/fields.js';
import { aspectRatios, qualities } from '../engine/order.js';
import type { Durations } from '../options.js';
import { callbackProblem } from './callback-rule.js';

const longestPrompt = 1500;

export interface BodiesOptions {
  readonly allowLoopbackCallbacks: boolean;
  readonly durations: Durations;
}

/** The bodies of the three models, by the word in `model`; each as strict as the gateway's own page on it. */
export function createBodies({ allowLoopbackCallbacks, durations }: BodiesOptions) {
  const callbackUrl = z.string().superRefine((url, context) => {
    const message = callbackProblem(url, { allowLoopback: allowLoopbackCallbacks });
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  const everyModel = {
    prompt: z
      .string()
      .min(1)
      .refine((prompt) => Array.from(prompt).length <= longestPrompt, `must not exceed ${longestPrompt} characters`),
    quality: z.enum(qualities).default('720p'),
    model_params: z.strictObject({ shot_type: shotType.optional() }).optional(),
    callback_url: callbackUrl.optional(),
  };
  const ownAudio = { prompt_extend: z.boolean().default(true), audio_url: mediaUrl.optional() };
  const aspectRatio = { aspect_ratio: z.enum(aspectRatios).default('16:9') };

  return {
    'wan2.6-text-to-video': z.strictObject({
      model: z.literal('wan2.6-text-to-video'),
      ...everyModel,
      ...ownAudio,
      ...aspectRatio,
      duration: wholeSeconds(2, 15).default(5),
    }),
    'wan2.6-image-to-video': z.strictObject({
      model: z.literal('wan2.6-image-to-video'),
      ...everyModel,
      ...ownAudio,
      image_urls: z.tuple([mediaUrl]),
      duration: disputedSeconds[durations].default(5),
    }),
    'wan2.6-reference-video-flash': z.strictObject({
      model: z.literal('wan2.6-reference-video-flash'),
      ...everyModel,
      ...aspectRatio,
      video_urls: z.array(mediaUrl).min(1).max(3),
      duration: wholeSeconds(2, 10).default(5),
      generate_audio: z.boolean().default(true),
    }),
  };
}

type Bodies = ReturnType<typeof createBodies>;
export type ModelName = keyof Bodies;
export type Body = z.output<Bodies[ModelName]>;
