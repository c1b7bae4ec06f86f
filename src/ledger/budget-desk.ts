import pMap from 'p-map';
import { limitInWords, type BudgetKey, type BudgetTerms, type NamedBudget } from '../domain/budget.js';
import { kindOfPeriod, periodAt } from '../domain/budget-period.js';
import { reservedIn, untouched, type BudgetStand } from '../domain/budget-stand.js';
import { differenceOf, isMore } from '../domain/decimal.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { MoneyLimit } from '../domain/policy.js';
import type { Bucket } from '../storage/bucket.js';
import type { BudgetStands } from './budget-stands.js';
import type { BudgetTermsInBucket } from './budget-terms.js';

/** How a budget stands in one period, for people. */
export interface BudgetReport extends NamedBudget, BudgetKey {
  /** Whether the period is the present one. */
  readonly isPresent: boolean;
  /** Decimals, in the currency of the cap. */
  readonly spent: string;
  readonly reserved: string;
  /** What is left of the cap: less than nothing where orders have cost more than was reserved for them. */
  readonly left: string;
  /** Orders under way, and those of which nobody knows what they have cost. */
  readonly open: BudgetStand['open'];
}

/** What people ask of budgets, and decide about them. */
export interface BudgetDesk {
  /** Every budget in its last period. */
  list(): Promise<readonly BudgetReport[]>;
  /** How a budget stands in its last period: one report, unless orders have named it with several kinds of periods. */
  stand(name: string): Promise<readonly BudgetReport[]>;
  /** Sets a budget, from now on and for every period: orders that say something else are not heeded. `by`: who does so. */
  set(name: string, terms: BudgetTerms, by: string): Promise<BudgetReport>;
  /** Raises the cap of the present period. `per` tells one of several kinds of periods. */
  raise(name: string, cap: MoneyLimit, per?: BudgetTerms['per']): Promise<BudgetReport>;
  /** Removes what was set: an account has no cap any more, and of others counts what orders say. Answers with what it was. */
  remove(name: string): Promise<BudgetTerms | undefined>;
}

/** What was asked for can't be done with a budget. The message says why. */
export class BudgetRefusal extends Error {
  override readonly name = 'BudgetRefusal';
}

/** So many budgets are read at a time. */
const concurrency = 10;

/** How people use the budgets in `bucket`. */
export function createBudgetDesk({
  bucket,
  keys,
  stands,
  terms,
}: {
  readonly bucket: Bucket;
  readonly keys: ObjectKeys;
  readonly stands: BudgetStands;
  readonly terms: BudgetTermsInBucket;
}): BudgetDesk {
  /** The last periods of the budgets below a folder, one of each kind. */
  async function lastPeriods(folder: string): Promise<readonly BudgetKey[]> {
    const found = new Map<string, BudgetKey>();
    for await (const { key } of bucket.list(folder)) {
      const { name = '', period: told } = keys.budgets.subjectOf(key) ?? {};
      const set = name !== '' && told === undefined ? await terms.recent(name) : undefined;
      const period = set === undefined ? told : periodAt(set, new Date());
      if (period === undefined) continue;
      const kind = `${name} ${kindOfPeriod(period)}`;
      if (period > (found.get(kind)?.period ?? '')) found.set(kind, { name, period });
    }
    return [...found.values()];
  }

  async function report(key: BudgetKey): Promise<readonly BudgetReport[]> {
    const set = await terms.recent(key.name);
    const stand = (await stands.find(key)) ?? (set && untouched(set));
    return stand === undefined ? [] : [toReport(key, stand)];
  }

  const reports = async (periods: readonly BudgetKey[]) => (await pMap(periods, report, { concurrency })).flat();

  const stand = async (name: string) =>
    reports((await lastPeriods(`${keys.budgets.folder}${name}/`)).filter((key) => key.name === name));

  /** Sets the cap of one period; one in another currency stays, and so do higher ones if they are to be raised. */
  async function setCap(key: BudgetKey, wanted: BudgetTerms, mayLower: boolean): Promise<BudgetReport> {
    const { cap } = wanted;
    const standing = await stands.change(key, (before) => {
      const known = before ?? untouched(wanted);
      const stays = known.cap.currency !== cap.currency || (!mayLower && !isMore(cap.amount, known.cap.amount));
      const after = stays || known.cap.amount === cap.amount ? known : { ...known, cap };
      return [after, after];
    });
    if (standing.cap.amount !== cap.amount || standing.cap.currency !== cap.currency) {
      throw new BudgetRefusal(
        `the cap of budget ${key.name} is ${limitInWords(standing.cap)} (${key.period}): it can not be made ${limitInWords(cap)}`,
      );
    }
    return toReport(key, standing);
  }

  return {
    list: async () => reports(await lastPeriods(keys.budgets.folder)),
    stand,
    async set(name, wanted, by) {
      const key = { name, period: periodAt(wanted, new Date()) };
      // First the period that runs: where that can't be, nothing is set.
      const changed = await setCap(key, wanted, true);
      await terms.set(name, wanted, by);
      return changed;
    },
    async raise(name, cap, per) {
      const present = (await stand(name)).filter((each) => each.isPresent && (per ?? each.per) === each.per);
      const [only, ...others] = present;
      if (only === undefined) {
        throw new BudgetRefusal(
          `nothing counts against a budget ${name} in a period that runs: set it, or name it in an order`,
        );
      }
      if (others.length > 0) {
        const kinds = present.map((each) => each.per).join(', ');
        throw new BudgetRefusal(`budget ${name} is used with several periods: say which one to raise (${kinds})`);
      }
      return setCap(only, { ...only, cap }, false);
    },
    remove: (name) => terms.remove(name),
  };
}

function toReport({ name, period }: BudgetKey, stand: BudgetStand): BudgetReport {
  const { cap, per, timeZone, spent, open } = stand;
  const reserved = reservedIn(stand);
  const left = differenceOf(differenceOf(cap.amount, spent), reserved);
  return {
    name,
    period,
    isPresent: period === periodAt(stand, new Date()),
    cap,
    per,
    timeZone,
    spent,
    reserved,
    left,
    open,
  };
}
