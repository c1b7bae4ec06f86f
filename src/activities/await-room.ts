import { activityInfo, log } from '@temporalio/activity';
import { describeShortage, orderOfReservation, type Shortage } from '../domain/budget.js';
import { placeLostSeconds } from '../domain/gate.js';
import { releaseNoticedSeconds } from '../domain/hold.js';
import { readDelaySeconds } from '../domain/pacing.js';
import type { ActivityDependencies } from './dependencies.js';
import { notYet } from './failure.js';
import { secondsSince } from './seconds-since.js';
import { settleByLedger } from './settle-by-ledger.js';

/** Every so many looks, somebody who waits looks at one reservation that may have been left behind. */
const looksPerSuspect = 10;

/** Which budget to wait for, and how much room the order needs. */
export interface RoomOrder {
  readonly shortage: Shortage;
}

/** Waits until a budget has room for an order: one look per attempt, repeated by the server. It reserves nothing. */
export const createAwaitRoom = (dependencies: ActivityDependencies) =>
  async function awaitRoom({ shortage: { budget, needed } }: RoomOrder): Promise<void> {
    const shortage = await dependencies.budgets.shortage(budget, needed);
    if (shortage === undefined) return;
    await settleOneLeft(dependencies, shortage);
    const ageSeconds = (Date.now() - activityInfo().scheduledTimestampMs) / 1000;
    const delay = readDelaySeconds({ ageSeconds, expectedSeconds: 0, callbackExpected: false, random: Math.random() });
    // Those who wait together don't all look at the same moment: the first that finds room takes it.
    const spread = Math.min(delay, releaseNoticedSeconds) * (1 - Math.random() / 2);
    throw notYet(describeShortage(shortage), spread, {});
  };

/**
 * Settles a reservation that somebody has left behind, by proof: a run may have been terminated before it came to that. Which of
 * the old ones, chance decides. Never rejects: what can't be proven goes on counting.
 */
async function settleOneLeft(
  dependencies: ActivityDependencies,
  { budget: { name }, period }: Shortage,
): Promise<void> {
  const { budgets } = dependencies;
  try {
    if (activityInfo().attempt % looksPerSuspect !== 1) return;
    const open = Object.entries(await budgets.openIn({ name, period }));
    const old = open.filter(([, { at }]) => secondsSince(at) > placeLostSeconds);
    const [key, reservation] = old[Math.floor(Math.random() * old.length)] ?? [];
    const order = key === undefined ? undefined : orderOfReservation(key);
    if (order === undefined || reservation === undefined) return;
    const isKnown = await settleByLedger(dependencies, { ...order, budgets: [{ name, period }] });
    // An attempt that has reserved opens its record within seconds, or sends nothing any more.
    if (!isKnown) await budgets.drop(order, reservation.at, { name, period });
  } catch (error) {
    log.warn('a reservation that may have been left behind can not be looked up', { budget: name, error });
  }
}
