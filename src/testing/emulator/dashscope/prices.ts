import { Big } from 'big.js';
import { billedInputSeconds } from '../engine/input-seconds.js';
import type { Delivery, Quality } from '../engine/order.js';
import type { ModelName } from './body.js';

/** Yuan per second, of the models that are not flash. */
const yuanPerSecond: Readonly<Record<Quality, string>> = { '720p': '0.6', '1080p': '1.0' };

export interface Priced {
  readonly model: ModelName;
  readonly quality: Quality;
  readonly sound: boolean;
  /** Images among the references: free, but they count where the share of each video is found. */
  readonly referenceImages: number;
}

const flash = (sound: boolean) => (sound ? 2 : 4);

/** What part of the full price a model takes, as a divisor. */
const divisors: Readonly<Record<ModelName, (sound: boolean) => number>> = {
  'wan2.6-t2v': () => 1,
  'wan2.6-i2v': () => 1,
  'wan2.6-i2v-flash': flash,
  'wan2.6-r2v': () => 1,
  'wan2.6-r2v-flash': flash,
};

const secondPrice = ({ model, quality, sound }: Priced): Big =>
  new Big(yuanPerSecond[quality]).div(divisors[model](sound));

/** The charge for a finished video, in yuan: its own length and the input's billed length, at one price. */
export const charge = (priced: Priced, { outputSeconds, inputVideoSeconds }: Delivery): Big =>
  secondPrice(priced).times(billedInputSeconds(inputVideoSeconds, priced.referenceImages).plus(outputSeconds));
