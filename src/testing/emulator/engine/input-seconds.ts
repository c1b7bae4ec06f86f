import { Big } from 'big.js';

/** How much of each input video is billed at most, in seconds, by the number of reference files. */
const inputShares: Readonly<Record<number, number>> = { 1: 5, 2: 2.5, 3: 1.65, 4: 1.25, 5: 1 };

/** Seconds of input video that are billed: each video up to its share of about five seconds. Images only count. */
export function billedInputSeconds(videoSeconds: readonly number[], images = 0): Big {
  const share = inputShares[videoSeconds.length + images] ?? 0;
  return videoSeconds.reduce((sum, seconds) => sum.plus(Math.min(seconds, share)), new Big(0));
}
