import { placeFreshSeconds, type Gate } from '../domain/gate.js';
import { passage, underTrial, type Outage } from '../domain/outage.js';
import type { PlaceHeld, Turn } from '../domain/submission.js';
import type { StandingOutage } from '../ledger/outages.js';
import type { ActivityDependencies } from './dependencies.js';
import { takeOne, takePlace, type PlaceFound, type Waiter } from './take-place.js';

/** Who wants to order what. */
export interface EntryWish extends Waiter {
  /** How many places there are; `undefined`: as many as are wanted. */
  readonly limit: number | undefined;
  /** What it was given when its turn had come. */
  readonly turn?: Turn | undefined;
}

/** Whether an order may be sent now. */
export type Entry =
  | {
      readonly state: 'admitted';
      readonly place: PlaceHeld | undefined;
      /** The outage that stood when it was admitted: it may be about to try the end of it. */
      readonly seen: StandingOutage | undefined;
    }
  | { readonly state: 'stopped'; readonly outage: Outage }
  | Extract<PlaceFound, { readonly state: 'in-line' }>;

type Dependencies = Pick<ActivityDependencies, 'gates' | 'outages' | 'bucket' | 'prefix'>;

/** Lets an order pass if no outage stands in its way and there is a place for it. */
export async function enter(dependencies: Dependencies, { turn, ...wish }: EntryWish): Promise<Entry> {
  const { outages } = dependencies;
  const { gate } = wish;
  const seen = await outages.find(gate);
  const isOwnTrial = seen !== undefined && seen.number === turn?.trial;
  const way = isOwnTrial ? 'open' : passage(seen?.outage, Date.now());
  if (seen !== undefined && way === 'stopped') {
    await giveBack(dependencies, gate, turn?.place);
    return { state: 'stopped', outage: seen.outage };
  }
  const found = await placeFor(dependencies, wish, turn?.place);
  if (found?.state === 'in-line') return found;
  const place = found?.place;
  if (seen === undefined || way === 'open') return { state: 'admitted', place, seen };

  const outage = underTrial(seen.outage, Date.now());
  if (await outages.replace(gate, seen, outage)) {
    return { state: 'admitted', place, seen: { number: seen.number + 1, outage } };
  }
  await giveBack(dependencies, gate, place);
  return { state: 'stopped', outage };
}

/** Gives a place back that nothing runs in. Should that fail, it is found out by its order's having no record. */
export async function giveBack(
  { gates }: Pick<ActivityDependencies, 'gates'>,
  gate: Gate,
  place: PlaceHeld | undefined,
): Promise<void> {
  if (place !== undefined) await gates.free(gate, place.number, ({ nonce }) => nonce === place.nonce).catch(() => {});
}

async function placeFor(
  dependencies: Dependencies,
  { limit, ...wish }: EntryWish,
  held: PlaceHeld | undefined,
): Promise<PlaceFound | undefined> {
  if (limit === undefined) return undefined;
  const standing = held && (await dependencies.gates.owner(wish.gate, held.number));
  if (held === undefined || standing?.nonce !== held.nonce) return takePlace(dependencies, { ...wish, limit });
  const ageSeconds = (Date.now() - Date.parse(standing.at)) / 1000;
  if (ageSeconds < placeFreshSeconds) return { state: 'taken', place: held };
  // An old one may be taken for lost at any moment: so it is taken anew, or is somebody else's.
  await dependencies.gates.free(wish.gate, held.number, ({ nonce }) => nonce === held.nonce);
  const renewed = await takeOne(dependencies, wish, [held.number]);
  return renewed === undefined ? takePlace(dependencies, { ...wish, limit }) : { state: 'taken', place: renewed };
}
