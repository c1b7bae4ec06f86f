import { z } from 'zod';
import type { ObjectKeys } from '../domain/object-keys.js';
import { longestStopSeconds, type Outage } from '../domain/outage.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import type { Payer } from './open-marks.js';

const outageRecord = z.object({
  schema: z.literal(1),
  failures: z.number(),
  stops: z.number(),
  since: z.string(),
  until: z.string(),
  reason: z.string(),
  isTried: z.boolean(),
});

/** An outage as it stood when somebody looked. */
export interface StandingOutage {
  /** Counts what became of it. */
  readonly number: number;
  readonly outage: Outage;
}

/** The outages that an account's orders have met, for all workers. What can't be read stops nothing for long. */
export interface Outages {
  /** The account's outage, if there is one. Costs one request where there is none. */
  find(payer: Payer): Promise<StandingOutage | undefined>;
  /** Replaces the record if it is still `seen`, and says whether it did: of concurrent writers, one wins. */
  replace(payer: Payer, seen: StandingOutage | undefined, outage: Outage): Promise<boolean>;
  /** Deletes the record. */
  end(payer: Payer): Promise<void>;
}

/** The outages in `bucket`. Each word about one is a new object, so that there is no moment without any. */
export function createOutages(bucket: Bucket, keys: ObjectKeys): Outages {
  const { create, read } = jsonObjects(bucket);

  async function last(payer: Payer): Promise<{ readonly number: number; readonly at: Date } | undefined> {
    let found: { readonly number: number; readonly at: Date } | undefined;
    for await (const { key, modifiedAt } of bucket.list(keys.outages(payer))) {
      const number = Number(/\/(\d+)\.json$/.exec(key)?.[1]);
      if (number > 0) found = { number, at: modifiedAt };
    }
    return found;
  }

  async function find(payer: Payer): Promise<StandingOutage | undefined> {
    const found = await last(payer);
    if (found === undefined) return undefined;
    const { number, at } = found;
    const record = await read(keys.outage(payer, number), outageRecord).catch((error: unknown) => {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return unreadable(at);
      throw error;
    });
    // A newer word has come meanwhile, or the end.
    if (record === undefined) return find(payer);
    // Whatever the clock said that it was written by.
    const untilMs = Math.min(Date.parse(record.until) || 0, at.getTime() + longestStopSeconds * 1000);
    return { number, outage: { ...record, until: new Date(untilMs).toISOString() } };
  }

  return {
    find,
    async replace(payer, seen, outage) {
      const { number } = seen ?? { number: 0 };
      if ((await create(keys.outage(payer, number + 1), { schema: 1, ...outage })) === 'exists') return false;
      // What was said before counts no more; should it stay, the next one removes it, or the end does.
      if (number > 0) await bucket.delete(keys.outage(payer, number)).catch(() => {});
      return true;
    },
    async end(payer) {
      for await (const { key } of bucket.list(keys.outages(payer))) await bucket.delete(key);
    },
  };
}

/** Somebody else wrote it: one order may try at once. */
const unreadable = (at: Date): z.output<typeof outageRecord> => ({
  schema: 1,
  failures: 1,
  stops: 1,
  since: at.toISOString(),
  until: at.toISOString(),
  reason: 'what its object says can not be read',
  isTried: false,
});
