import type { Money } from '../domain/money.js';

/** Why a generation without a run is not resumed. */
export type LeftBecause =
  /** Runs of another namespace look after it. */
  | 'other-namespace'
  /** It may still be being sent: a worker that is alive would write its outcome into the ledger. */
  | 'in-flight'
  /** The ledger doesn't hold the request, or not the one that was ordered. */
  | 'no-request'
  /** Its last order has ended, and the next one was not sent: only its caller may order. */
  | 'between-orders'
  /** Starting it was refused. */
  | 'refused'
  /** A record is no record. */
  | 'unreadable';

/** What became of a generation that was ordered and has no video yet. */
export type Recovery = {
  readonly id: string;
  /** Its latest submission. */
  readonly n: number;
} & (
  | { readonly outcome: 'running' | 'ended' }
  | {
      readonly outcome: 'resumed';
      /** Whether the gateway is known to have taken the order. */
      readonly accepted: boolean;
      readonly atStake: Money | undefined;
    }
  | {
      readonly outcome: 'left';
      readonly because: LeftBecause;
      readonly reason: string;
      readonly atStake?: Money | undefined;
    }
);
