import type { OrderBody } from '../engine/read-order.js';
import type { Body } from './body.js';
import { charge } from './prices.js';

/** What a valid body orders. */
export function toOrder({
  model,
  prompt,
  aspect_ratio,
  resolution,
  duration,
  audio_url,
  generate_audio,
}: Body): OrderBody {
  const priced = { quality: resolution };
  return {
    model,
    prompt,
    seconds: duration,
    quality: resolution,
    aspectRatio: aspect_ratio,
    sound: generate_audio || audio_url !== undefined,
    imageUrls: [],
    videoUrls: [],
    audioUrl: audio_url,
    callbackUrl: undefined,
    reserve: charge(priced, { outputSeconds: duration }),
    charge: (delivery) => charge(priced, delivery),
  };
}
