import { z } from 'zod';
import { defineModel, requestFields } from '../../src/index.js';

/** A model of tomorrow, as a user would define it. */
export const wan27 = defineModel({
  id: 'evolink/wan2.7-text-to-video',
  gateway: 'evolink',
  request: z.object({
    prompt: requestFields.prompt,
    durationSeconds: requestFields.wholeSeconds(2, 15).default(5),
    resolution: requestFields.resolution,
    aspectRatio: requestFields.aspectRatio,
    /** EvoLink's own name for it. */
    style: z.enum(['film', 'drawing']).describe('film or drawing').optional(),
  }),
  toBody: ({ prompt, durationSeconds, resolution, aspectRatio, style }) => ({
    prompt,
    duration: durationSeconds,
    quality: resolution,
    aspect_ratio: aspectRatio,
    // Where the emulator, which reads it like a model of today, has room for it.
    model_params: style && { shot_type: style === 'film' ? 'multi' : 'single' },
  }),
  capabilities: { kind: 'text-to-video', typicalSeconds: 90 },
  price: {
    currency: 'EVOLINK_CREDIT',
    perSecond: { '720p': '5.1', '1080p': '8.517' },
    source: 'made up for tests',
    date: '2026-11-01',
  },
});

/** What an emulator must be told to take its orders. */
export const emulatedWan27 = { evolink: { 'wan2.7-text-to-video': 'wan2.6-text-to-video' } } as const;
