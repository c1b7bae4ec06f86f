import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import type { Settled } from './backend.js';
import type { Order } from './orders.js';
import type { Gateway } from './services/gateway.js';

export interface SettleAllOptions {
  readonly orders: readonly Order[];
  readonly settle: (order: Order) => Promise<Settled>;
  readonly gateway: Pick<Gateway, 'openJobs'>;
  readonly signal: AbortSignal;
}

const concurrency = 50;

/** A gateway gives its callbacks up within this time, and a run takes another word of one within this time. */
const lateWordMs = 20_000;

/**
 * Starts every id once more when all trouble is over, as a backend would that lost its memory: whatever was
 * terminated, reset or forgotten resumes. Resolves when nothing changes any more.
 */
export async function settleAll({ orders, settle, gateway, signal }: SettleAllOptions): Promise<Map<string, Settled>> {
  const settled = new Map<string, Settled>();
  const settleEach = (some: readonly Order[]) =>
    pMap(some, async (order) => settled.set(order.id, await settle(order)), { concurrency });
  await settleEach(orders);
  while ((await gateway.openJobs()) > 0) await pause(200, undefined, { signal });
  const quarantined = () => orders.filter(({ id }) => settled.get(id)?.state === 'quarantined');
  for (let before = Infinity; quarantined().length > 0 && quarantined().length < before;) {
    before = quarantined().length;
    await pause(lateWordMs, undefined, { signal });
    await settleEach(quarantined());
  }
  return settled;
}
