import { LRUCache } from 'lru-cache';
import type { BudgetTerms } from '../domain/budget.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { asUnreadable, termsRecord, type SetTerms } from './budget-records.js';
import { numberedObjects } from './numbered-objects.js';

/** What people have set for budgets: it counts instead of what orders say. */
export interface BudgetTermsInBucket {
  /** What was set for a budget, as it stood a few seconds ago. One request at most, where nothing was set. */
  recent(name: string): Promise<SetTerms | undefined>;
  find(name: string): Promise<SetTerms | undefined>;
  set(name: string, terms: BudgetTerms, by: string): Promise<SetTerms>;
  /** Removes what was set; answers with it. */
  remove(name: string): Promise<SetTerms | undefined>;
}

/** Every worker heeds what was set within this time, in milliseconds. */
const heededMs = 5000;

/** So many budgets are remembered. */
const mostRemembered = 1000;

/** More people than this don't set one budget at the same moment. */
const mostTries = 20;

/** The terms in `bucket`. */
export function createBudgetTerms(bucket: Bucket, { budgets: keys }: ObjectKeys): BudgetTermsInBucket {
  const { last, follow, end } = numberedObjects(bucket, termsRecord);
  const looks = new LRUCache<string, Promise<SetTerms | undefined>>({ max: mostRemembered, ttl: heededMs });

  async function find(name: string): Promise<SetTerms | undefined> {
    const folder = keys.terms(name);
    return (await last(folder).catch((error: unknown) => asUnreadable(error, folder)))?.value;
  }

  return {
    find,
    recent(name) {
      const recent = looks.get(name);
      if (recent !== undefined) return recent;
      const look = find(name);
      looks.set(name, look);
      look.catch(() => looks.delete(name));
      return look;
    },
    async set(name, { cap, per, timeZone }, by) {
      const folder = keys.terms(name);
      const value = { schema: 1, cap, per, timeZone, since: new Date().toISOString(), by } as const;
      for (let tries = 0; tries < mostTries; tries += 1) {
        const seen = await last(folder);
        if ((await follow(folder, seen?.number ?? 0, value)) !== undefined) {
          looks.delete(name);
          return value;
        }
      }
      throw new Error(`${folder} changes faster than it can be changed`);
    },
    async remove(name) {
      // What can't be read is removed as well.
      const standing = await find(name).catch(() => undefined);
      await end(keys.terms(name));
      looks.delete(name);
      return standing;
    },
  };
}
