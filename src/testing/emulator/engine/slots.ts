import type { Job } from './job.js';
import type { Order } from './order.js';

/** The places in which jobs run, so many in each lane. */
export interface Slots {
  /** Whether as many jobs are open as there are places. */
  isFull(order: Order): boolean;
  /** Counts a job as open. */
  enter(job: Job): void;
  /** Queues a job for a place; it starts when its turn comes. */
  wait(job: Job): void;
  /** Takes a job out that has ended, or that was cancelled before it ran. */
  leave(job: Job, was: 'queued' | 'running'): void;
}

interface Lane {
  open: number;
  running: number;
  readonly waiting: Job[];
}

export interface SlotsOptions {
  readonly concurrency: number;
  readonly laneOf: (order: Order) => string;
  readonly start: (job: Job) => void;
}

export function createSlots({ concurrency, laneOf, start }: SlotsOptions): Slots {
  const lanes = new Map<string, Lane>();

  function laneFor(order: Order): Lane {
    const name = laneOf(order);
    const lane = lanes.get(name) ?? { open: 0, running: 0, waiting: [] };
    lanes.set(name, lane);
    return lane;
  }

  function startWaiting(lane: Lane): void {
    while (lane.running < concurrency) {
      const next = lane.waiting.shift();
      if (next === undefined) return;
      lane.running += 1;
      start(next);
    }
  }

  return {
    isFull: (order) => laneFor(order).open >= concurrency,
    enter: ({ order }) => void (laneFor(order).open += 1),
    wait(job) {
      const lane = laneFor(job.order);
      lane.waiting.push(job);
      startWaiting(lane);
    },
    leave(job, was) {
      const lane = laneFor(job.order);
      lane.open -= 1;
      if (was === 'running') lane.running -= 1;
      else if (lane.waiting.includes(job)) lane.waiting.splice(lane.waiting.indexOf(job), 1);
      startWaiting(lane);
    },
  };
}
