import type { OrderBody } from '../engine/read-order.js';
import type { Body } from './body.js';
import { charge } from './prices.js';

/** What a valid body orders. */
export function toOrder({ model, text, clip: { seconds, height, shape }, silent }: Body): OrderBody {
  return {
    model,
    prompt: text,
    seconds,
    quality: `${height}p`,
    aspectRatio: shape,
    sound: !silent,
    imageUrls: [],
    videoUrls: [],
    audioUrl: undefined,
    callbackUrl: undefined,
    reserve: charge(height, { outputSeconds: seconds }),
    charge: (delivery) => charge(height, delivery),
  };
}
