import { Big } from 'big.js';
import type { Delivery, Quality } from '../engine/order.js';

/** US dollars per second. The gateway's page says only that 1080p costs more: our guess, after the upstream's prices. */
const dollarsPerSecond: Readonly<Record<Quality, string>> = { '720p': '0.10', '1080p': '0.15' };

export interface Priced {
  readonly quality: Quality;
}

/** The charge for a finished video, in US dollars. */
export const charge = ({ quality }: Priced, { outputSeconds }: Pick<Delivery, 'outputSeconds'>): Big =>
  new Big(dollarsPerSecond[quality]).times(outputSeconds);
