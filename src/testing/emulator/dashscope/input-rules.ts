import type { InputRules } from '../engine/judge-inputs.js';
import type { Order } from '../engine/order.js';

/** The gateway's rules for input files. References may be smaller, larger and shorter than elsewhere. */
export const inputRules = ({ aspectRatio }: Order): InputRules => ({
  imageSides: aspectRatio === 'as-image' ? [360, 2000] : [240, 5000],
  videoSeconds: [1, 30],
  audioContainers: ['mp3', 'wav'],
});
