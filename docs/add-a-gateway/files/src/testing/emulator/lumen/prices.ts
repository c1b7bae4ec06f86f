import { Big } from 'big.js';
import type { Delivery } from '../engine/order.js';
import type { Body } from './body.js';

type Height = Body['clip']['height'];

/** US dollars per second. */
const dollarsPerSecond: Readonly<Record<Height, string>> = { 720: '0.08', 1080: '0.16' };

/** The charge for a finished video, in US dollars. */
export const charge = (height: Height, { outputSeconds }: Pick<Delivery, 'outputSeconds'>): Big =>
  new Big(dollarsPerSecond[height]).times(outputSeconds);
