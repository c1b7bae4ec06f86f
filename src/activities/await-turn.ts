import { activityInfo, heartbeat } from '@temporalio/activity';
import { describeWait, ticketLifeSeconds, turnPauseSeconds, type Gate } from '../domain/gate.js';
import type { ModelId } from '../domain/models.js';
import { describeOutage, outagePauseSeconds } from '../domain/outage.js';
import type { PlaceHeld, Turn } from '../domain/submission.js';
import type { GateView } from '../ledger/gates.js';
import { runningLimit } from '../providers/account-limits.js';
import { submitterFor } from '../providers/gateway-accounts.js';
import { factsOf, typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { enter } from './enter.js';
import { notYet } from './failure.js';
import { withHeartbeats } from './heartbeats.js';
import { leaveLine } from './leave-line.js';
import { owner } from './owner.js';
import { reclaimPlace } from './reclaim-place.js';
import { stopwatch } from './stopwatch.js';
import { ownTicket, type Waiter } from './take-place.js';
import { notConfigured } from './task-adapter.js';

/** Whose turn to wait for. */
export interface TurnOrder {
  readonly model: ModelId;
  /** The label of the account that is to pay. */
  readonly account: string;
  readonly n: number;
  /** When the generation was ordered, ISO 8601: older orders come first. */
  readonly orderedAt: string;
  /** On whose behalf. */
  readonly tenant?: string | undefined;
}

/** What one attempt tells the next one, should its answer be lost. */
interface TurnNote {
  place?: PlaceHeld | undefined;
}

/** A look may come this much later than it was asked for, in seconds. */
const latestLookSeconds = 30;

/**
 * Waits until a submission may be sent: for a place where running tasks are limited, and for the end of an outage. One
 * look per attempt, repeated by the server. Answers with what the submission then holds.
 */
export const createAwaitTurn = (dependencies: ActivityDependencies) => {
  async function look({ model, account, n, orderedAt, tenant }: TurnOrder, note: TurnNote): Promise<Turn> {
    const sinceStart = stopwatch();
    const submitter = submitterFor(dependencies.accounts, model, account);
    if (submitter === undefined) throw notConfigured(model, account);
    const gate: Gate = { gateway: submitter.gateway, account, model };
    const limit = runningLimit(submitter, factsOf(dependencies, model));
    const wish = { gate, limit, n, orderedAtMs: Date.parse(orderedAt), tenant };
    const typicalSeconds = typicalSecondsOf(dependencies, model);
    const entry = await enter(dependencies, { ...wish, turn: { place: note.place }, typicalSeconds });
    note.place = entry.state === 'admitted' ? entry.place : undefined;
    heartbeat(note);
    switch (entry.state) {
      case 'admitted': {
        const { place, seen, line } = entry;
        if (limit !== undefined)
          await leaveLine(dependencies, wish, line?.view ?? (await dependencies.gates.look(gate)));
        return { place, trial: seen?.outage.isTried === true ? seen.number : undefined };
      }
      case 'stopped': {
        const { outage, line } = entry;
        const pause = outagePauseSeconds(outage, Date.now(), Math.random());
        if (line !== undefined) await stayInLine(dependencies, wish, line.view, pause);
        throw notYet(describeOutage(gate, outage), pause, {});
      }
      case 'in-line': {
        const { ahead, view } = entry.line;
        const places = limit ?? 1;
        const lookSeconds = sinceStart.seconds();
        const pause = turnPauseSeconds({ ahead, places, typicalSeconds, lookSeconds, random: Math.random() });
        await stayInLine(dependencies, wish, view, pause);
        if (ahead === 0) await tidyUp(dependencies, { gate, model, view, typicalSeconds });
        throw notYet(`${describeWait(gate, places)}: ${ahead} ahead`, pause, { ahead });
      }
    }
  }

  return async function awaitTurn(order: TurnOrder): Promise<Turn> {
    const note: TurnNote = { ...(activityInfo().heartbeatDetails as TurnNote | undefined) };
    return withHeartbeats(
      () => note,
      () => look(order, note),
    );
  };
};

/** Shows that the waiter lives. Its ticket is written anew only when the next look might come too late for it. */
async function stayInLine(
  dependencies: ActivityDependencies,
  waiter: Waiter,
  { tickets }: GateView,
  pauseSeconds: number,
): Promise<void> {
  const { gates } = dependencies;
  const own = ownTicket(dependencies, waiter);
  const standing = tickets.filter(({ name }) => name === own.name);
  const nextLookMs = Date.now() + (pauseSeconds + latestLookSeconds) * 1000;
  if (standing.some(({ aliveUntilMs }) => aliveUntilMs > nextLookMs)) return;
  const aliveUntilMs = Math.round(Date.now() + ticketLifeSeconds(pauseSeconds) * 1000);
  await gates.join(waiter.gate, { ...own, aliveUntilMs }, { ...owner(), n: waiter.n });
  for (const ticket of standing) await gates.leave(waiter.gate, ticket);
}

interface Front {
  readonly gate: Gate;
  readonly model: ModelId;
  readonly view: GateView;
  readonly typicalSeconds: number;
}

/** The first in line removes what the dead have left: their tickets, and by proof their places, one at each look. */
async function tidyUp(dependencies: ActivityDependencies, { gate, model, view, typicalSeconds }: Front): Promise<void> {
  for (const ticket of view.tickets) {
    if (ticket.aliveUntilMs < Date.now()) await dependencies.gates.leave(gate, ticket);
  }
  const old = view.places.filter(({ takenAt }) => Date.now() - takenAt.getTime() > typicalSeconds * 1000);
  const suspect = old[activityInfo().attempt % old.length];
  if (suspect !== undefined) await reclaimPlace(dependencies, { gate, model, number: suspect.number });
}
