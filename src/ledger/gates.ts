import { z } from 'zod';
import type { Gate, Ticket } from '../domain/gate.js';
import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { jsonObjects } from './json-objects.js';

/** Whose a place is. */
const placeRecord = z.object({
  schema: z.literal(1),
  /** Tells this taking of the place from every other one. */
  nonce: z.string(),
  id: z.string(),
  n: z.number(),
  /** From whose share it was taken. */
  fairnessKey: z.string(),
  namespace: z.string(),
  runId: z.string(),
  at: z.string(),
});

/** Whose a place is, and since when. */
export type Place = z.output<typeof placeRecord>;

/** A place that somebody has, as a listing shows it. */
export interface TakenPlace {
  /** From 1. */
  readonly number: number;
  readonly takenAt: Date;
}

/** What can be seen of a gate from afar. */
export interface GateView {
  readonly places: readonly TakenPlace[];
  readonly tickets: readonly Ticket[];
}

/** The places in which an account's tasks of one model run, and the lines before them. */
export interface Gates {
  /** One request for a thousand waiters. */
  look(gate: Gate): Promise<GateView>;
  /** Takes a place, unless somebody has it; says whether it did. */
  take(gate: Gate, number: number, place: Place): Promise<boolean>;
  /** Whose a place is. Rejects when that can't be read: the place is taken all the same. */
  owner(gate: Gate, number: number): Promise<Place | undefined>;
  /** Frees a place if it is such a one. However late that comes, a place that was taken since stays taken. */
  free(gate: Gate, number: number, isMeant: (place: Place) => boolean): Promise<void>;
  /** Puts a ticket into the line. `whose`: for people. */
  join(gate: Gate, ticket: Ticket, whose: Pick<Place, 'id' | 'n' | 'namespace' | 'runId'>): Promise<void>;
  leave(gate: Gate, ticket: Ticket): Promise<void>;
}

/** The gates in `bucket`. */
export function createGates(bucket: Bucket, { gates: keys }: ObjectKeys): Gates {
  const { create, read, remove } = jsonObjects(bucket);
  return {
    async look(gate) {
      const places: TakenPlace[] = [];
      const tickets: Ticket[] = [];
      for await (const { key, modifiedAt } of bucket.list(keys.folder(gate))) {
        const number = keys.placeOf(gate, key);
        const ticket = keys.ticketOf(gate, key);
        if (number !== undefined) places.push({ number, takenAt: modifiedAt });
        if (ticket !== undefined) tickets.push(ticket);
      }
      return { places, tickets };
    },
    take: async (gate, number, place) => (await create(keys.place(gate, number), place)) === 'created',
    owner: (gate, number) => read(keys.place(gate, number), placeRecord),
    free: (gate, number, isMeant) => remove(keys.place(gate, number), placeRecord, isMeant),
    async join(gate, ticket, whose) {
      await create(keys.ticket(gate, ticket), { schema: 1, ...whose });
    },
    leave: (gate, ticket) => bucket.delete(keys.ticket(gate, ticket)),
  };
}
