import { isAccountBudget, reservationKey, type BudgetKey, type NamedBudget, type Shortage } from '../domain/budget.js';
import { periodAt } from '../domain/budget-period.js';
import {
  bookIn,
  dropIn,
  hasRoom,
  releaseIn,
  reservedIn,
  reserveIn,
  settleIn,
  untouched,
  type BudgetStand,
} from '../domain/budget-stand.js';
import type { Money } from '../domain/money.js';
import type { BudgetStands } from './budget-stands.js';
import type { BudgetTermsInBucket } from './budget-terms.js';
import type { BudgetEntry, BudgetSpending, Reserved } from './budgets.js';

/** A budget that has a cap now, with its present period. */
type BudgetInForce = NamedBudget & BudgetKey;

/** How orders use budgets. */
export function createBudgetSpending({
  stands,
  terms,
}: {
  readonly stands: BudgetStands;
  readonly terms: BudgetTermsInBucket;
}): BudgetSpending {
  /** What counts now for a budget that an order names; nothing for an account without a cap. */
  async function inForce(named: NamedBudget): Promise<BudgetInForce | undefined> {
    const { name } = named;
    const set = await terms.recent(name);
    if (set === undefined && isAccountBudget(name)) return undefined;
    const { cap, per, timeZone } = set ?? named;
    return { name, cap, per, timeZone, period: periodAt({ per, timeZone }, new Date()) };
  }

  /** Counts an order against one budget. `said`: what the order says of it. */
  function reserveOne(entry: BudgetEntry, said: NamedBudget, budget: BudgetInForce): Promise<Reserved> {
    const { amount, currency } = entry.amount;
    const claim = { ...entry, key: reservationKey(entry.id, entry.n), amount, at: new Date().toISOString() };
    return stands.change<Reserved>(budget, (standing) => {
      const stand = standing ?? untouched(budget);
      // Within a period, the cap that it began with counts, or that to which it was raised.
      const counting = { ...budget, cap: stand.cap };
      if (stand.cap.currency !== currency) return [standing, { state: 'other-currency', budget: counting }];
      const next = reserveIn(stand, claim);
      if (next === undefined) return [standing, { state: 'short', shortage: shortageOf(counting, stand, amount) }];
      const { name, period } = budget;
      return [next, { state: 'reserved', budgets: [{ name, period }], overruled: overrules(counting, said) }];
    });
  }

  const changeAll = async (of: readonly BudgetKey[], change: (stand: BudgetStand) => BudgetStand): Promise<void> =>
    void (await Promise.all(
      of.map((key) => stands.change(key, (stand) => [stand === undefined ? undefined : change(stand), undefined])),
    ));

  const release: BudgetSpending['release'] = ({ id, n, nonce }, of) =>
    changeAll(of, (stand) => releaseIn(stand, { key: reservationKey(id, n), nonce }));

  return {
    termsOf: (name) => terms.recent(name),
    release,
    async reserve(entry, named) {
      const budgets: BudgetKey[] = [];
      const overruled: NamedBudget[] = [];
      for (const said of named) {
        const budget = await inForce(said);
        if (budget === undefined) continue;
        const outcome = await reserveOne(entry, said, budget).catch(async (error: unknown) => {
          // Its answer may have been lost only.
          await release(entry, [...budgets, budget]).catch(() => {});
          throw error;
        });
        if (outcome.state !== 'reserved') {
          await release(entry, budgets);
          return outcome;
        }
        budgets.push(...outcome.budgets);
        overruled.push(...outcome.overruled);
      }
      return { state: 'reserved', budgets, overruled };
    },
    settle: ({ id, n }, cost, of) =>
      changeAll(of, (stand) => settleIn(stand, reservationKey(id, n), amountIn(stand, cost))),
    book: ({ id, n, taskId }, cost, of) =>
      changeAll(of, (stand) => {
        const amount = amountIn(stand, cost);
        const key = `${reservationKey(id, n)}#${taskId}`;
        return amount === undefined ? stand : bookIn(stand, { key, amount, at: new Date().toISOString() });
      }),
    drop: ({ id, n }, at, of) => changeAll([of], (stand) => dropIn(stand, reservationKey(id, n), at)),
    openIn: async (of) => (await stands.find(of))?.open ?? {},
    async shortage(named, needed) {
      const budget = await inForce(named);
      if (budget === undefined) return undefined;
      const stand = (await stands.find(budget)) ?? untouched(budget);
      return hasRoom(stand, needed) ? undefined : shortageOf({ ...budget, cap: stand.cap }, stand, needed);
    },
  };
}

const shortageOf = (
  { name, cap, per, timeZone, period }: BudgetInForce,
  stand: BudgetStand,
  needed: string,
): Shortage => ({
  budget: { name, cap, per, timeZone },
  period,
  spent: stand.spent,
  reserved: reservedIn(stand),
  needed,
});

/** What a cost comes to in a budget; `undefined` where nobody knows, or it is in another currency. */
const amountIn = ({ cap }: BudgetStand, { amount, currency }: Money): string | undefined =>
  amount !== null && currency === cap.currency ? amount : undefined;

/** The budget that counts, where an order has named another cap or period. */
function overrules(counting: NamedBudget, { cap, per, timeZone }: NamedBudget): readonly NamedBudget[] {
  const isSame =
    counting.cap.amount === cap.amount &&
    counting.cap.currency === cap.currency &&
    counting.per === per &&
    counting.timeZone === timeZone;
  return isSame ? [] : [counting];
}
