import { placeFreshSeconds, type Gate } from '../domain/gate.js';
import { breakerState, underTrial, type Outage } from '../domain/outage.js';
import type { PlaceHeld, Turn } from '../domain/submission.js';
import type { StandingOutage } from '../ledger/outages.js';
import type { ActivityDependencies } from './dependencies.js';
import { secondsSince } from './seconds-since.js';
import { lookAtLine, takePlace, type LineView, type Waiter } from './take-place.js';

/** Who wants to order what. */
export interface EntryWish extends Waiter {
  /** How many places there are; `undefined`: as many as are wanted. */
  readonly limit: number | undefined;
  /** How long generations of the order's model usually take. */
  readonly typicalSeconds: number;
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
      /** The line that it came from. */
      readonly line: LineView | undefined;
    }
  /** Its turn for a place may have come. */
  | { readonly state: 'stopped'; readonly outage: Outage; readonly line: LineView | undefined }
  | { readonly state: 'in-line'; readonly line: LineView };

type Dependencies = Pick<ActivityDependencies, 'gates' | 'outages' | 'bucket' | 'prefix'>;

/** Lets an order pass if there is a place for it and no outage stands in its way. */
export async function enter(
  dependencies: Dependencies,
  { turn, limit, typicalSeconds, ...wish }: EntryWish,
): Promise<Entry> {
  const { outages } = dependencies;
  const { gate } = wish;
  const held = await keepFresh(dependencies, wish, turn?.place);
  const line =
    limit === undefined || held !== undefined ? undefined : await lookAtLine(dependencies, { ...wish, limit });
  if (line?.open.length === 0) return { state: 'in-line', line };

  const seen = await outages.find(gate);
  const isOwnTrial = seen !== undefined && seen.number === turn?.trial;
  const breaker = isOwnTrial ? 'closed' : breakerState(seen?.outage, Date.now());
  if (seen !== undefined && breaker === 'open') {
    await giveBack(dependencies, gate, held);
    return { state: 'stopped', outage: seen.outage, line };
  }
  const place = held ?? (line && (await takePlace(dependencies, wish, line.open)));
  if (line !== undefined && place === undefined) return { state: 'in-line', line };
  if (seen === undefined || breaker === 'closed') return { state: 'admitted', place, seen, line };

  const outage = underTrial(seen.outage, Date.now(), typicalSeconds);
  if (await outages.replace(gate, seen, outage)) {
    return { state: 'admitted', place, seen: { number: seen.number + 1, outage }, line };
  }
  await giveBack(dependencies, gate, place);
  return { state: 'stopped', outage, line };
}

/** Gives a place back that nothing runs in. Should that fail, it is found out by its order's having no record. */
export async function giveBack(
  { gates }: Pick<ActivityDependencies, 'gates'>,
  gate: Gate,
  place: PlaceHeld | undefined,
): Promise<void> {
  if (place !== undefined) await gates.free(gate, place.number, ({ nonce }) => nonce === place.nonce).catch(() => {});
}

/** The place that an order was given, if it has it still. */
async function keepFresh(
  dependencies: Dependencies,
  waiter: Waiter,
  held: PlaceHeld | undefined,
): Promise<PlaceHeld | undefined> {
  const { gates } = dependencies;
  const standing = held && (await gates.owner(waiter.gate, held.number));
  if (held === undefined || standing?.nonce !== held.nonce) return undefined;
  if (secondsSince(standing.at) < placeFreshSeconds) return held;
  // An old one may be taken for lost at any moment: so it is taken anew, or is somebody else's.
  await gates.free(waiter.gate, held.number, ({ nonce }) => nonce === held.nonce);
  return takePlace(dependencies, waiter, [held.number]);
}
