import { submitLimits } from './time-limits.js';

/** What is known of a gateway, as one account meets it, that has failed to answer orders. */
export interface Outage {
  /** Orders in a row that met it. */
  readonly failures: number;
  /** How often in a row it has stopped the account's orders; 0: nothing is stopped so far. */
  readonly stops: number;
  /** When the first of them met it, ISO 8601. */
  readonly since: string;
  /** Until then nothing is ordered, ISO 8601. Afterwards one order tries. */
  readonly until: string;
  /** What the last of them met. */
  readonly reason: string;
  /** Whether an order is trying now. */
  readonly isTried: boolean;
}

/**
 * How long the first stop lasts, in seconds: an eighth of what a generation usually takes, at most 15. Each further one
 * lasts twice as long as the one before.
 */
const firstStopSeconds = (typicalSeconds: number): number => Math.min(15, Math.max(1, typicalSeconds / 8));

/** No stop lasts longer, in seconds. */
export const longestStopSeconds = 300;

/** A gateway that still answers what costs nothing may have lost this many orders in a row before it is stopped. */
const failuresThatStop = 3;

/**
 * How long the order that tries is left alone: one attempt to submit, or what a generation usually takes where that is
 * less, but at least 10. In seconds.
 */
const trialSeconds = (typicalSeconds: number): number =>
  Math.min(submitLimits.startToClose, Math.max(10, typicalSeconds));

/** How long a gateway may take to show that it is there, in seconds. */
export const signOfLifeSeconds = 5;

/** What an order met. */
export interface MetFailure {
  readonly reason: string;
  /** Whether the gateway answers nothing else either. */
  readonly isDead: boolean;
  /** How long generations of the order's model usually take. */
  readonly typicalSeconds: number;
  readonly nowMs: number;
}

/** The outage as it stands after one more order has met it. */
export function afterFailure(
  before: Outage | undefined,
  { reason, isDead, typicalSeconds, nowMs }: MetFailure,
): Outage {
  const { failures = 0, stops = 0, since = iso(nowMs) } = before ?? {};
  const isStopped = isDead || stops > 0 || failures + 1 >= failuresThatStop;
  const seconds = isStopped ? Math.min(firstStopSeconds(typicalSeconds) * 2 ** stops, longestStopSeconds) : 0;
  return {
    failures: failures + 1,
    stops: isStopped ? stops + 1 : 0,
    since,
    until: iso(nowMs + seconds * 1000),
    reason,
    isTried: false,
  };
}

/** The outage while one order tries. Should that one die, the next one may when its time is over. */
export const underTrial = (outage: Outage, nowMs: number, typicalSeconds: number): Outage => ({
  ...outage,
  until: iso(nowMs + trialSeconds(typicalSeconds) * 1000),
  isTried: true,
});

/** How the circuit breaker stands: `closed`, all orders pass; `open`, none does; `half-open`, since a stop is over, one tries. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How the breaker of an account stands that has met this outage, or none. */
export function breakerState(outage: Outage | undefined, nowMs: number): BreakerState {
  if (outage === undefined || outage.stops === 0) return 'closed';
  return Date.parse(outage.until) > nowMs ? 'open' : 'half-open';
}

const shortestPause = 2;
const longestPause = 60;
/** An order that tries ends the outage mostly within seconds: that is noticed within this time. */
const pauseDuringTrial = 30;
/** Those who wait don't all come back at the same moment, but within this time, or that of the stop. In seconds. */
const longestSpread = 10;

/** When somebody who waits for the end of an outage looks again, in seconds. */
export function outagePauseSeconds({ until, isTried }: Outage, nowMs: number, random: number): number {
  const left = (Date.parse(until) - nowMs) / 1000;
  const spread = Math.min(longestSpread, Math.max(shortestPause, left));
  const pause = Math.min(left + spread * random, isTried ? pauseDuringTrial * (1 - random / 2) : longestPause);
  return Math.max(shortestPause, pause);
}

/** What is the matter, since when and until when: one sentence without its full stop. */
export const describeOutage = (
  { gateway, account }: { readonly gateway: string; readonly account: string },
  { since, until, reason, isTried }: Outage,
): string =>
  `${gateway} account '${account}' has met an outage since ${since} (${reason}); ` +
  (isTried ? 'one order is trying now' : `one order tries at ${until}`);

const iso = (ms: number): string => new Date(ms).toISOString();
