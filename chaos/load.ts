import { setTimeout as pause } from 'node:timers/promises';
import type { Settled } from './backend.js';
import type { Order } from './orders.js';

/** What trouble may look at. */
export interface Load {
  /** Ids of the generations that were started and do not rest yet. */
  underWay(): readonly string[];
  /** Ids of all generations that were started. */
  started(): readonly string[];
}

export interface LoadOptions {
  readonly orders: readonly Order[];
  readonly settle: (order: Order) => Promise<Settled>;
  /** How many are started a second at most. */
  readonly perSecond: number;
  /** How many are under way at most. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

/** Starts all orders at a steady pace, and lets each settle. */
export function startLoad({ orders, settle, perSecond, atOnce, signal }: LoadOptions) {
  const underWay = new Set<string>();
  const started: string[] = [];
  const settling: Promise<void>[] = [];

  async function follow(order: Order): Promise<void> {
    started.push(order.id);
    underWay.add(order.id);
    try {
      await settle(order);
    } finally {
      underWay.delete(order.id);
    }
  }

  async function startAll(): Promise<void> {
    for (const order of orders) {
      while (underWay.size >= atOnce) await pause(50, undefined, { signal });
      const settled = follow(order);
      settling.push(settled);
      // Whoever waits for all of them is told; nobody may be waiting yet.
      settled.catch(() => {});
      await pause(1000 / perSecond, undefined, { signal });
    }
  }

  const allStarted = startAll();
  const allSettled = allStarted.then(() => Promise.all(settling));
  allSettled.catch(() => {});
  return {
    underWay: () => [...underWay],
    started: () => started,
    allStarted,
    allSettled,
  };
}
