import type { BudgetTerms } from './budget.js';
import { isMore, sumOf } from './decimal.js';

/** Which attempt of which activity may order by a reservation. */
export interface ReservationHolder {
  /** Names the activity as it was scheduled: its attempts come one after the other. */
  readonly activity: string;
  readonly attempt: number;
}

/** The money for one order whose cost is not settled. It counts once, however many attempts hold it. */
export interface OpenReservation {
  readonly amount: string;
  /** When it was last asked for, ISO 8601. */
  readonly at: string;
  /** By the nonce of each attempt. */
  readonly holders: Readonly<Record<string, ReservationHolder>>;
}

/** How a budget stands in one period. */
export interface BudgetStand extends BudgetTerms {
  /** The exact sum of what was settled. */
  readonly spent: string;
  /** By `reservationKey`: orders under way, and those of which nobody knows what they have cost. */
  readonly open: Readonly<Record<string, OpenReservation>>;
}

/** An attempt that wants to order. */
export interface Claim extends ReservationHolder {
  readonly key: string;
  readonly nonce: string;
  /** The most that the order can cost. */
  readonly amount: string;
  /** Now, ISO 8601. */
  readonly at: string;
}

// All of these give the same stand back where nothing is left to do: so that each may be repeated.

/** A budget of which nothing is spent. */
export const untouched = ({ cap, per, timeZone }: BudgetTerms): BudgetStand => ({
  cap,
  per,
  timeZone,
  spent: '0',
  open: {},
});

/** What open reservations come to. */
export const reservedIn = ({ open }: BudgetStand): string => sumOf(Object.values(open).map(({ amount }) => amount));

/** Whether so much more fits below the cap. */
export const hasRoom = (stand: BudgetStand, amount: string): boolean =>
  !isMore(sumOf([stand.spent, reservedIn(stand), amount]), stand.cap.amount);

/**
 * Reserves the money for an order, or joins those who have; `undefined` where there is no room. An attempt takes the place of
 * the earlier ones of its activity: when it begins, they can order no more.
 */
export function reserveIn(stand: BudgetStand, claim: Claim): BudgetStand | undefined {
  const { key, nonce, amount: wanted, at, activity, attempt } = claim;
  const standing = stand.open[key];
  if (standing?.holders[nonce] !== undefined) return stand;
  const others = Object.entries(standing?.holders ?? {}).filter(
    ([, holder]) => holder.activity !== activity || holder.attempt >= attempt,
  );
  const counted = standing?.amount ?? '0';
  const amount = others.length > 0 && isMore(counted, wanted) ? counted : wanted;
  if (isMore(amount, counted) && !hasRoom(withoutReservation(stand, key), amount)) return undefined;
  const holders = { ...Object.fromEntries(others), [nonce]: { activity, attempt } };
  return { ...stand, open: { ...stand.open, [key]: { amount, at, holders } } };
}

/** Lets an attempt's hold on a reservation go, since it has ordered nothing: with the last one the reservation goes. */
export function releaseIn(stand: BudgetStand, { key, nonce }: Pick<Claim, 'key' | 'nonce'>): BudgetStand {
  const standing = stand.open[key];
  if (standing?.holders[nonce] === undefined) return stand;
  const { [nonce]: _, ...holders } = standing.holders;
  if (Object.keys(holders).length === 0) return withoutReservation(stand, key);
  return { ...stand, open: { ...stand.open, [key]: { ...standing, holders } } };
}

/** Puts what an order has cost in the place of its reservation; of a cost that nobody knows, what was reserved. */
export function settleIn(stand: BudgetStand, key: string, cost: string | undefined): BudgetStand {
  const standing = stand.open[key];
  if (standing === undefined) return stand;
  return { ...withoutReservation(stand, key), spent: sumOf([stand.spent, cost ?? standing.amount]) };
}

/** Removes a reservation that nobody has asked for since `at`. */
export const dropIn = (stand: BudgetStand, key: string, at: string): BudgetStand =>
  stand.open[key]?.at === at ? withoutReservation(stand, key) : stand;

/** Counts what was paid without having been reserved: it stays under a name of its own. */
export const bookIn = (stand: BudgetStand, { key, amount, at }: Pick<Claim, 'key' | 'amount' | 'at'>): BudgetStand =>
  stand.open[key] === undefined ? { ...stand, open: { ...stand.open, [key]: { amount, at, holders: {} } } } : stand;

function withoutReservation(stand: BudgetStand, key: string): BudgetStand {
  const { [key]: _, ...open } = stand.open;
  return { ...stand, open };
}
