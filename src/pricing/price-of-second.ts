import Big from 'big.js';
import type { ModelId } from '../domain/models.js';
import type { OrderedVideo } from '../domain/ordered-video.js';
import type { PriceList } from './price-list.js';

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

/** What the list asks for one second, where it knows the model. */
export function priceOfSecond(
  model: ModelId,
  { resolution, sound }: Pick<OrderedVideo, 'resolution' | 'sound'>,
  prices: PriceList,
) {
  const price = prices[model];
  if (price === undefined) return undefined;
  const perSecond = (sound === false ? price.silentPerSecond : undefined) ?? price.perSecond;
  const amount = perSecond[resolution];
  return amount === undefined ? undefined : { amount, currency: price.currency };
}
