import type { OrderBody } from '../engine/read-order.js';
import type { Body } from './body.js';
import { charge } from './prices.js';

/** What a valid body orders. */
export function toOrder({ model, input, parameters }: Body): OrderBody {
  const { size, duration, audio } = parameters;
  return {
    model,
    prompt: input.prompt,
    seconds: duration,
    ...size,
    sound: audio || input.audio_url !== undefined,
    imageUrls: [],
    videoUrls: [],
    audioUrl: input.audio_url,
    callbackUrl: undefined,
    reserve: charge(size, { outputSeconds: duration }),
    charge: (delivery) => charge(size, delivery),
  };
}
