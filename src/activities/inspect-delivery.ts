import { findShortfalls, type Finding } from '../domain/delivery.js';
import type { MediaFacts } from '../domain/media.js';
import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import type { OrderAsGiven } from '../domain/ordered-video.js';
import { completeOrder } from '../domain/requests/complete-order.js';
import { inspectVideo } from '../media/inspect-video.js';
import { billedSeconds } from '../pricing/billed-seconds.js';
import { priceOfSeconds } from '../pricing/quote.js';
import type { ActivityDependencies } from './dependencies.js';
import type { ToldBill } from './fetch-video.js';

export interface StoredDelivery {
  readonly key: string;
  readonly bytes: number;
  readonly model: ModelId;
  /** Whose order it was. */
  readonly account: string;
  /** Unknown where an older workflow asks. */
  readonly ordered: OrderAsGiven | undefined;
  /** What stood to be paid when the order was accepted. */
  readonly expected: Money;
  readonly bill: ToldBill;
  readonly signal: AbortSignal;
}

/** What the file is, what it has cost, and where it falls short. */
export interface InspectedDelivery {
  readonly media: MediaFacts | undefined;
  readonly cost: Money;
  readonly findings: readonly Finding[];
}

/** Reads the stored file's own words about itself, and sets them against the order and the bill. */
export async function inspectDelivery(
  { bucket, prices, models }: Pick<ActivityDependencies, 'bucket' | 'prices' | 'models'>,
  { key, bytes, model, account, ordered: given, expected, bill, signal }: StoredDelivery,
): Promise<InspectedDelivery> {
  const inspection = await inspectVideo({ bytes, read: (range) => bucket.read(key, { range, signal }) });
  const orderable = models.find(model);
  const ordered = given && orderable && completeOrder(orderable, given);
  const seconds = bill.billedSeconds;
  const cost = bill.cost ?? (ordered && priceOfSeconds({ model, account, ordered, seconds }, prices)) ?? expected;
  return {
    cost,
    media: inspection.state === 'read' ? inspection.media : undefined,
    findings: findShortfalls({
      inspection,
      ordered,
      billedSeconds: ordered && billedSeconds({ model, account, ordered, expected, cost, seconds }, prices),
    }),
  };
}
