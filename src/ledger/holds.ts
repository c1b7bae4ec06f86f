import { covers, longestReason, type Hold, type HoldQuestion, type HoldScope } from '../domain/hold.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';
import { holdRecord, type HoldRecord } from './records.js';

/** The holds in the bucket. A key says what is held: whatever lies there, it holds until it is removed. */
export interface Holds {
  /** Sets a hold unless there is one of its scope; answers with the one that stands. */
  set(hold: Hold): Promise<{ readonly hold: Hold; readonly isNew: boolean }>;
  /** Removes the hold of just this scope; answers with what was removed, if anything. */
  lift(scope: HoldScope): Promise<Hold | undefined>;
  /** The hold of just this scope. */
  find(scope: HoldScope): Promise<Hold | undefined>;
  /** A hold that stops such an order. One request, while nothing is held. */
  standing(question: HoldQuestion): Promise<Hold | undefined>;
  list(): Promise<readonly Hold[]>;
}

/** The holds in `bucket`. */
export function createHolds(bucket: Bucket, keys: ObjectKeys): Holds {
  const { create } = jsonObjects(bucket);

  async function find(scope: HoldScope): Promise<Hold | undefined> {
    const text = await bucket.readText(keys.hold(scope));
    return text === undefined ? undefined : { scope, ...toHold(text) };
  }

  async function* scopes(): AsyncGenerator<HoldScope> {
    for await (const { key } of bucket.list(keys.holds)) {
      const scope = keys.scopeOfHold(key);
      if (scope !== undefined) yield scope;
    }
  }

  return {
    find,
    async set(hold) {
      const { scope, code, reason, since = new Date().toISOString(), by } = hold;
      const record: HoldRecord = { schema: 1, code, reason: reason.slice(0, longestReason), since, by };
      const outcome = await create(keys.hold(scope), record);
      return { hold: (await find(scope)) ?? { ...hold, since }, isNew: outcome === 'created' };
    },
    async lift(scope) {
      const hold = await find(scope);
      if (hold === undefined) return undefined;
      try {
        await bucket.delete(keys.hold(scope));
      } catch (error) {
        // Its answer may have been lost only.
        if ((await find(scope)) !== undefined) throw error;
      }
      return hold;
    },
    async standing(question) {
      for await (const scope of scopes()) {
        const hold = covers(scope, question) ? await find(scope) : undefined;
        if (hold !== undefined) return hold;
      }
      return undefined;
    },
    async list() {
      const found: Hold[] = [];
      for await (const scope of scopes()) {
        const hold = await find(scope);
        if (hold !== undefined) found.push(hold);
      }
      return found;
    },
  };
}

/** What stands in a hold. One that can't be read was put there by somebody, and holds as well. */
function toHold(text: string): Omit<Hold, 'scope'> {
  try {
    const { code, reason, since, by } = holdRecord.parse(JSON.parse(text));
    return { code, reason: reason.slice(0, longestReason), since, by };
  } catch {
    return { code: 'STOPPED', reason: 'what its object says can not be read', by: 'somebody' };
  }
}
