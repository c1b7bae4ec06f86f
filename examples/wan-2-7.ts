// A model that this release of Reelwork does not know, at a gateway that it knows: for your workers and your backend alike.
import { defineModel, requestFields } from 'reelwork';
import { z } from 'zod';

export const wan27 = defineModel({
  id: 'evolink/wan2.7-text-to-video',
  gateway: 'evolink',
  request: z.object({
    prompt: requestFields.prompt,
    durationSeconds: requestFields.wholeSeconds(2, 15).default(5),
    resolution: requestFields.resolution,
    aspectRatio: requestFields.aspectRatio,
  }),
  toBody: ({ prompt, durationSeconds, resolution, aspectRatio }) => ({
    prompt,
    duration: durationSeconds,
    quality: resolution,
    aspect_ratio: aspectRatio,
  }),
  capabilities: { kind: 'text-to-video', typicalSeconds: 90 },
  // Without a price it is unknown: `maxPrice` then says what you take it to be at most.
  price: {
    currency: 'EVOLINK_CREDIT',
    perSecond: { '720p': '6', '1080p': '10' },
    source: 'made up for this example',
    date: '2026-11-01',
  },
});
