import { randomUUID } from 'node:crypto';
import { log } from '@temporalio/activity';
import { fairnessKeyOf, inTurn, type Gate, type Ticket } from '../domain/gate.js';
import type { PlaceHeld } from '../domain/submission.js';
import type { GateView, Place, TakenPlace } from '../ledger/gates.js';
import { wireKey } from '../ledger/wire-key.js';
import type { ActivityDependencies } from './dependencies.js';
import { owner } from './owner.js';

/** Who waits for a place, beside the running activity's generation. */
export interface Waiter {
  readonly gate: Gate;
  readonly n: number;
  /** When the generation was ordered, in milliseconds of Unix time: older orders come first. */
  readonly orderedAtMs: number;
  /** On whose behalf. */
  readonly tenant: string | undefined;
}

/** Who wants a place. */
export interface PlaceWish extends Waiter {
  /** How many places there are. */
  readonly limit: number;
}

/** How a waiter stands. */
export interface LineView {
  /** How many come before it. */
  readonly ahead: number;
  /** The places that it may take: of those that are free, all but one for each who comes before. */
  readonly open: readonly number[];
  readonly view: GateView;
}

type Dependencies = Pick<ActivityDependencies, 'gates' | 'bucket' | 'prefix'>;

/** The ticket of a submission of the running activity's generation. */
export function ownTicket({ bucket, prefix }: Dependencies, { n, orderedAtMs, tenant }: Waiter): Ticket {
  const { id } = owner();
  const name = wireKey({ bucket: bucket.name, prefix, id, n });
  return { name, fairnessKey: fairnessKeyOf(id, tenant), orderedAtMs, aliveUntilMs: 0 };
}

/** Looks how far it is to a submission's turn. */
export async function lookAtLine(dependencies: Dependencies, wish: PlaceWish): Promise<LineView> {
  const { gate, limit } = wish;
  const own = ownTicket(dependencies, wish);
  const view = await dependencies.gates.look(gate);
  const free = freePlaces(limit, view.places);
  const waiting = [...others(view.tickets, own), own];
  const isShared = new Set(waiting.map(({ fairnessKey }) => fairnessKey)).size > 1;
  // While nothing is free, a turn is only estimated.
  const held = isShared && free.length > 0 ? await placesByShare(dependencies, gate, view.places) : nobody;
  const ahead = inTurn(waiting, held).findIndex(({ name }) => name === own.name);
  return { ahead, open: free.slice(ahead), view };
}

/** Takes the first of some places that nobody has. Two never have the same: a bucket creates an object for one of them. */
export async function takePlace(
  { gates }: Pick<Dependencies, 'gates'>,
  { gate, n, tenant }: Waiter,
  numbers: readonly number[],
): Promise<PlaceHeld | undefined> {
  const { id, runId, namespace } = owner();
  const fairnessKey = fairnessKeyOf(id, tenant);
  for (const number of numbers) {
    const nonce = randomUUID();
    const at = new Date().toISOString();
    const place: Place = { schema: 1, nonce, id, n, fairnessKey, namespace, runId, at };
    if (await gates.take(gate, number, place)) return { number, nonce };
  }
  return undefined;
}

const nobody: ReadonlyMap<string, number> = new Map();

/** Also those beyond the limit count: it may have been higher. */
function freePlaces(limit: number, taken: readonly TakenPlace[]): readonly number[] {
  const numbers = new Set(taken.map(({ number }) => number));
  const free = Array.from({ length: limit }, (_, index) => index + 1).filter((number) => !numbers.has(number));
  return free.slice(0, Math.max(0, limit - taken.length));
}

/** One who renews has two tickets for a moment. */
function others(tickets: readonly Ticket[], own: Ticket): readonly Ticket[] {
  const living = tickets.filter(({ name, aliveUntilMs }) => name !== own.name && aliveUntilMs > Date.now());
  return [...new Map(living.map((ticket) => [ticket.name, ticket])).values()];
}

async function placesByShare(
  { gates }: Pick<ActivityDependencies, 'gates'>,
  gate: Gate,
  taken: readonly TakenPlace[],
): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  for (const { number } of taken) {
    const place = await gates.owner(gate, number).catch((error: unknown) => {
      log.warn('it can not be read whose a place is: it stays taken', { ...gate, number, error });
      return undefined;
    });
    if (place === undefined) continue;
    held.set(place.fairnessKey, (held.get(place.fairnessKey) ?? 0) + 1);
  }
  return held;
}
