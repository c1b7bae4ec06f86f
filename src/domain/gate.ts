import { nameAtGateway, type Gateway } from './models.js';

/** What a gateway limits: how many tasks of one model run at a time for one account. */
export interface Gate {
  readonly gateway: Gateway;
  readonly account: string;
  /** The whole id, `gateway/name`. */
  readonly model: string;
}

/** What somebody waits for, for people: one sentence without its full stop. */
export const describeWait = ({ gateway, account, model }: Gate, places: number): string =>
  `waiting for ${places === 1 ? 'the only place' : `one of ${places} places`} ` +
  `of ${gateway} account '${account}' for ${nameAtGateway(model)}`;

/** Somebody who waits in the line before a gate. */
export interface Ticket {
  /** Tells submissions apart: their wire key. */
  readonly name: string;
  /** Places are shared out evenly between these. */
  readonly fairnessKey: string;
  /** When the generation was ordered, in milliseconds of Unix time. */
  readonly orderedAtMs: number;
  /** Who has not renewed it until then has gone, in milliseconds of Unix time. */
  readonly aliveUntilMs: number;
}

/**
 * Which share of the places a generation takes from: its tenant's; without one, a storyboard's takes have one, and all
 * plain generations another.
 */
export function fairnessKeyOf(id: string, tenant: string | undefined): string {
  if (tenant !== undefined) return `tenant-${tenant}`;
  const [storyboard, ...rest] = id.split('/');
  return rest.length === 0 ? 'default' : `storyboard-${storyboard}`;
}

/**
 * The order in which waiters get places. Whose share has the fewest places comes first; within a share, and between
 * equals, the older order does. `held`: how many places each share has now.
 */
export function inTurn(tickets: readonly Ticket[], held: ReadonlyMap<string, number>): readonly Ticket[] {
  const given = new Map(held);
  return tickets
    .toSorted(byAge)
    .map((ticket) => {
      const places = given.get(ticket.fairnessKey) ?? 0;
      given.set(ticket.fairnessKey, places + 1);
      return { ticket, places };
    })
    .toSorted((left, right) => left.places - right.places || byAge(left.ticket, right.ticket))
    .map(({ ticket }) => ticket);
}

const byAge = (left: Ticket, right: Ticket): number =>
  left.orderedAtMs - right.orderedAtMs || (left.name < right.name ? -1 : 1);

/** A place is for an order that is sent within this time, in seconds: it needn't be proven that it still will be. */
export const placeFreshSeconds = 60;

/**
 * A place whose order has no record after this time will never have one, in seconds: the longest way from place to
 * record is a fresh place and an attempt, by workers whose clocks differ.
 */
export const placeLostSeconds = 200;

const shortestPause = 2;
const longestPause = 120;
/** A waiter looks about four times until its turn. */
const shareOfWait = 0.25;
const jitterShare = 0.2;
/** A bucket that many looks have made slow is given this many times as long to recover. */
const restAfterLook = 4;
/** Nobody counts as gone sooner, in seconds. */
const shortestLife = 60;

/** What a waiter knows of its turn. */
export interface TurnFacts {
  /** How many stand before it. */
  readonly ahead: number;
  /** How many places there are. */
  readonly places: number;
  /** How long a place is taken, usually, in seconds. */
  readonly typicalSeconds: number;
  /** How long the look took that told all this, in seconds. */
  readonly lookSeconds: number;
  /** From 0 to below 1: spreads the looks of those who came together. */
  readonly random: number;
}

/** When a waiter looks again: those further back look less often. In seconds. */
export function turnPauseSeconds({ ahead, places, typicalSeconds, lookSeconds, random }: TurnFacts): number {
  // Tasks that began together end together: then so many turns come at once.
  const turns = Math.max(1, ahead + 2 - places);
  const pause = (turns * typicalSeconds * shareOfWait) / places;
  // Those in front are few, and a place waits for them.
  const rest = turns === 1 ? 0 : restAfterLook * lookSeconds;
  const longEnough = Math.max(pause, shortestPause, rest);
  return Math.min(longEnough, longestPause) * (1 - jitterShare * random);
}

/** How long a ticket counts without being renewed, in seconds: about until its turn, when it might block others. */
export const ticketLifeSeconds = (pauseSeconds: number): number => Math.max(shortestLife, pauseSeconds / shareOfWait);
