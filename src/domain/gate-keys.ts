import type { Gate, Ticket } from './gate.js';
import { nameAtGateway } from './models.js';

/** Where the places and the line of a gate lie in the bucket. */
export interface GateKeys {
  /** Below it lies everything of one gate, so that one listing shows it. */
  folder(gate: Gate): string;
  place(gate: Gate, number: number): string;
  /** The number of the place that a key of this gate is of. */
  placeOf(gate: Gate, key: string): number | undefined;
  ticket(gate: Gate, ticket: Ticket): string;
  /** The ticket that a key of this gate is of: it says all that matters, so none is read. */
  ticketOf(gate: Gate, key: string): Ticket | undefined;
}

const placeForm = /^places\/(\d+)\.json$/;
const ticketForm = /^line\/([^/]+)\/(\d+)-(\d+)-([^/]+)\.json$/;

/** The keys of gates. `ledger`: where the records of an account lie. */
export function createGateKeys(ledger: (payer: Pick<Gate, 'gateway' | 'account'>) => string): GateKeys {
  const folder = (gate: Gate) => `${ledger(gate)}/gates/${nameAtGateway(gate.model)}/`;
  const below = (gate: Gate, key: string) => (key.startsWith(folder(gate)) ? key.slice(folder(gate).length) : '');
  return {
    folder,
    place: (gate, number) => `${folder(gate)}places/${number}.json`,
    placeOf(gate, key) {
      const [, number] = placeForm.exec(below(gate, key)) ?? [];
      return number === undefined ? undefined : Number(number);
    },
    ticket: (gate, { fairnessKey, orderedAtMs, aliveUntilMs, name }) =>
      `${folder(gate)}line/${fairnessKey}/${orderedAtMs}-${aliveUntilMs}-${name}.json`,
    ticketOf(gate, key) {
      const [, fairnessKey, orderedAt, aliveUntil, name] = ticketForm.exec(below(gate, key)) ?? [];
      if (fairnessKey === undefined || name === undefined) return undefined;
      return { name, fairnessKey, orderedAtMs: Number(orderedAt), aliveUntilMs: Number(aliveUntil) };
    },
  };
}
