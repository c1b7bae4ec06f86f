import type { ModelId } from '../domain/models.js';
import type { OrderedVideo } from '../domain/ordered-video.js';
import type { PriceList } from './price-list.js';

/** The most seconds of input that EvoLink bills for 1, 2 and 3 reference videos (its reference-video-flash page). */
const billedInputSecondsAtMost = ['0', '5', '5', '4.95'] as const;

/** The most seconds that reference videos add to a bill, as a decimal. */
export const inputSecondsAtMost = (referenceVideos: number): string => billedInputSecondsAtMost[referenceVideos] ?? '0';

/** What the list asks for one second, where it knows the model. */
export function priceOfSecond(
  model: ModelId,
  { resolution, sound }: Pick<OrderedVideo, 'resolution' | 'sound'>,
  prices: PriceList,
) {
  const price = prices[model];
  if (price === undefined) return undefined;
  const perSecond = (sound === false ? price.silentPerSecond : undefined) ?? price.perSecond;
  return { amount: perSecond[resolution], currency: price.currency };
}
