import { z } from 'zod';
import { aspectRatios, qualities } from '../engine/order.js';
import { callbackProblem } from './callback-rule.js';

const longestPrompt = 1500;

const seconds = (least: number, most: number) => z.int().min(least).max(most).default(5);

const mediaUrl = z
  .string()
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'must be an HTTP or HTTPS URL');

/** The bodies of the three models, by the word in `model`; each as strict as the gateway's own page on it. */
export function createBodies(callbacks: { readonly allowLoopback: boolean }) {
  const callbackUrl = z.string().superRefine((url, context) => {
    const message = callbackProblem(url, callbacks);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  const everyModel = {
    prompt: z
      .string()
      .min(1)
      .refine((prompt) => Array.from(prompt).length <= longestPrompt, `must not exceed ${longestPrompt} characters`),
    quality: z.enum(qualities).default('720p'),
    model_params: z.strictObject({ shot_type: z.enum(['single', 'multi']).optional() }).optional(),
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
      duration: seconds(2, 15),
    }),
    'wan2.6-image-to-video': z.strictObject({
      model: z.literal('wan2.6-image-to-video'),
      ...everyModel,
      ...ownAudio,
      image_urls: z.tuple([mediaUrl]),
      duration: z.literal([5, 10, 15]).default(5),
    }),
    'wan2.6-reference-video-flash': z.strictObject({
      model: z.literal('wan2.6-reference-video-flash'),
      ...everyModel,
      ...aspectRatio,
      video_urls: z.array(mediaUrl).min(1).max(3),
      duration: seconds(2, 10),
      generate_audio: z.boolean().default(true),
    }),
  };
}

export type Bodies = ReturnType<typeof createBodies>;
export type ModelName = keyof Bodies;
export type Body = z.output<Bodies[ModelName]>;

/** A body as understood, or why it is not. */
export type ReadBody =
  | { readonly state: 'valid'; readonly body: Body }
  | { readonly state: 'unknown-model'; readonly model: string }
  | { readonly state: 'invalid'; readonly message: string; readonly param: string | undefined };

/** Reads what was posted as an order. */
export function readBody(posted: unknown, bodies: Bodies): ReadBody {
  const named = z.looseObject({ model: z.string().min(1) }).safeParse(posted);
  if (!named.success) return invalid(named.error);
  const { model } = named.data;
  if (!isModelName(model, bodies)) return { state: 'unknown-model', model };
  const read = bodies[model].safeParse(posted);
  return read.success ? { state: 'valid', body: read.data } : invalid(read.error);
}

const isModelName = (model: string, bodies: Bodies): model is ModelName => Object.hasOwn(bodies, model);

function invalid({ issues: [issue] }: z.ZodError): ReadBody {
  const unknownField = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknownField].join('.');
  const message = unknownField.length > 0 ? 'unknown parameter' : (issue?.message ?? 'not valid');
  return {
    state: 'invalid',
    message: path === '' ? 'Invalid request format' : `${path}: ${message}`,
    param: path || undefined,
  };
}
