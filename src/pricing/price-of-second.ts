import Big from 'big.js';
import type { OrderedVideo } from '../domain/ordered-video.js';
import type { Payer, Prices } from './prices.js';

/**
 * How many seconds of each reference video are billed at most, by the number of references, images included: at EvoLink
 * (its reference-video-flash page) as at DashScope (gateways.md 6.2).
 */
const billedSecondsOfEach = ['0', '5', '2.5', '1.65', '1.25', '1'] as const;

/** The most seconds that references add to a bill, as a decimal. */
export function inputSecondsAtMost({
  referenceVideos,
  referenceImages,
}: Pick<OrderedVideo, 'referenceVideos' | 'referenceImages'>): string {
  const ofEach = billedSecondsOfEach[referenceVideos + referenceImages] ?? '0';
  return new Big(ofEach).times(referenceVideos).toFixed();
}

/** What an account pays for one second, where that is known. */
export function priceOfSecond(
  payer: Payer,
  { resolution, sound }: Pick<OrderedVideo, 'resolution' | 'sound'>,
  prices: Prices,
) {
  const price = prices(payer);
  if (price === undefined) return undefined;
  const perSecond = (sound === false ? price.silentPerSecond : undefined) ?? price.perSecond;
  const amount = perSecond[resolution];
  return amount === undefined ? undefined : { amount, currency: price.currency };
}
