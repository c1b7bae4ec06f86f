import { Big } from 'big.js';
import type { Delivery, Quality } from '../engine/order.js';
import type { ModelName } from './body.js';

/** Credits per second of text-to-video and image-to-video. */
const creditsPerSecond: Readonly<Record<Quality, string>> = { '720p': '5.1', '1080p': '8.517' };

/** How much of each input video is billed at most, in seconds, by the number of videos. */
const inputShares: Readonly<Record<number, number>> = { 1: 5, 2: 2.5, 3: 1.65 };

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

/** Seconds of input video that are billed: each video up to its share of about five seconds. */
function billedInputSeconds(inputVideoSeconds: readonly number[]): Big {
  const share = inputShares[inputVideoSeconds.length] ?? 0;
  return inputVideoSeconds.reduce((sum, seconds) => sum.plus(Math.min(seconds, share)), new Big(0));
}

/** The charge for a finished video: its own length and the input's billed length, at one price. */
export const charge = (priced: Priced, { outputSeconds, inputVideoSeconds }: Delivery): Big =>
  secondPrice(priced).times(billedInputSeconds(inputVideoSeconds).plus(outputSeconds));
