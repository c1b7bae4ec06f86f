import { Big } from 'big.js';
import type { Delivery, Quality } from '../engine/order.js';

/** Credits per second. Only that of 1080p is documented, in an example; two thirds of it for 720p is our guess. */
const creditsPerSecond: Readonly<Record<Quality, string>> = { '720p': '210000', '1080p': '315000' };

const creditsPerDollar = 2_000_000;

export interface Priced {
  readonly quality: Quality;
}

/** The charge for a finished video, in credits. */
export const charge = ({ quality }: Priced, { outputSeconds }: Pick<Delivery, 'outputSeconds'>): Big =>
  new Big(creditsPerSecond[quality]).times(outputSeconds);

/** So many credits as US dollars. */
export const inDollars = (credits: Big): number => credits.div(creditsPerDollar).toNumber();
