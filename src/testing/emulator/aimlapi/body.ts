import { z } from 'zod';
import { mediaUrl, shotType } from '../engine/fields.js';
import { aspectRatios, qualities } from '../engine/order.js';

/** The gateway's own pages spell the one model in three ways; the first is that of its page. */
const spellings = ['alibaba/wan-2-6-t2v', 'alibaba/wan2.6-t2v', 'alibaba/wan2-6-t2v'] as const;

const body = z.strictObject({
  model: z.enum(spellings),
  prompt: z.string().min(1),
  audio_url: mediaUrl.optional(),
  aspect_ratio: z.enum(aspectRatios).default('16:9'),
  resolution: z.enum(qualities).default('1080p'),
  duration: z.literal([5, 10, 15]).default(10),
  negative_prompt: z.string().optional(),
  shot_type: shotType.default('single'),
  generate_audio: z.boolean().default(true),
  seed: z.int().optional(),
  enhance_prompt: z.boolean().default(true),
});

/** The body of the one model, by the words in `model`; as strict as the gateway's own page on it. */
export const createBodies = (): Readonly<Record<ModelName, typeof body>> => ({
  'alibaba/wan-2-6-t2v': body,
  'alibaba/wan2.6-t2v': body,
  'alibaba/wan2-6-t2v': body,
});

export type ModelName = (typeof spellings)[number];
export type Body = z.output<typeof body>;
