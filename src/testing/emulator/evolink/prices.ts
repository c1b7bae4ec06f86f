import { Big } from 'big.js';
import { billedInputSeconds } from '../engine/input-seconds.js';
import type { Delivery, Quality } from '../engine/order.js';
import type { ModelName } from './body.js';

/** Credits per second of text-to-video and image-to-video. */
const creditsPerSecond: Readonly<Record<Quality, string>> = { '720p': '5.1', '1080p': '8.517' };

export interface Priced {
  readonly model: ModelName;
  readonly quality: Quality;
  readonly sound: boolean;
}

/** What part of the full price a model takes, as a divisor. */
const divisors: Readonly<Record<ModelName, (sound: boolean) => number>> = {
  'wan2.6-text-to-video': () => 1,
  'wan2.6-image-to-video': () => 1,
  'wan2.6-reference-video-flash': (sound) => (sound ? 2 : 4),
};

const secondPrice = ({ model, quality, sound }: Priced): Big =>
  new Big(creditsPerSecond[quality]).div(divisors[model](sound));

/** The charge for a finished video, in credits: its own length and the input's billed length, at one price. */
export const charge = (priced: Priced, { outputSeconds, inputVideoSeconds }: Delivery): Big =>
  secondPrice(priced).times(billedInputSeconds(inputVideoSeconds).plus(outputSeconds));
