import { z } from 'zod';
import { cutText, disputedSeconds, frame, mediaUrl, seed, shotType } from '../engine/fields.js';
import type { Durations } from '../options.js';

const longestPrompt = 1500;

/** The body of the one model, by the word in `model`; as strict as the gateway's own page on it. */
export const createBodies = ({ durations }: { readonly durations: Durations }) => ({
  wan26_t2v: z.strictObject({
    model: z.literal('wan26_t2v'),
    input: z.strictObject({ prompt: cutText(longestPrompt, 1), audio_url: mediaUrl.optional() }),
    parameters: z
      .strictObject({
        size: frame.prefault('1920*1080'),
        duration: disputedSeconds[durations].default(5),
        prompt_extend: z.boolean().default(true),
        watermark: z.boolean().default(false),
        audio: z.boolean().default(true),
        shot_type: shotType.default('single'),
        seed: seed.optional(),
      })
      .prefault({}),
  }),
});

type Bodies = ReturnType<typeof createBodies>;
export type ModelName = keyof Bodies;
export type Body = z.output<Bodies[ModelName]>;

const wrapped = z.strictObject({
  model: z.string(),
  input: z.tuple([z.strictObject({ params: z.record(z.string(), z.unknown()) })]),
});

/** The body within the wrapper that the gateway's own command line sends; anything else as it is. */
export function unwrapped(posted: unknown): unknown {
  const read = wrapped.safeParse(posted);
  return read.success ? { ...read.data.input[0].params, model: read.data.model } : posted;
}
