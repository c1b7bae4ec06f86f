import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.js';

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /**
   * Moves the clock on, does what falls due on the way in its order, and returns once that is done. Callbacks to
   * receivers are sent but not waited for: `Emulator.idle()` does that.
   */
  advance(ms: number): Promise<void>;
}

export interface ManualClockOptions {
  /** Where the clock stands at first, in milliseconds since the epoch. @default the present moment */
  readonly startsAt?: number;
}

interface Timer {
  readonly dueAt: number;
  readonly work: () => unknown;
}

export const isManualClock = (clock: Clock): clock is ManualClock => 'advance' in clock;

/** A clock for tests: hours pass in no time, and nothing happens in between. */
export function createManualClock({ startsAt = Date.now() }: ManualClockOptions = {}): ManualClock {
  let now = startsAt;
  let stopped = false;
  const timers: Timer[] = [];

  return {
    now: () => now,
    after(delayMs, work) {
      if (stopped) return () => {};
      const timer = { dueAt: now + delayMs, work };
      timers.splice(timers.findLastIndex(({ dueAt }) => dueAt <= timer.dueAt) + 1, 0, timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    async advance(ms) {
      const target = now + ms;
      while (timers[0] !== undefined && timers[0].dueAt <= target) {
        const { dueAt, work } = timers.shift()!;
        now = Math.max(now, dueAt);
        await work();
        await setImmediate();
      }
      now = Math.max(now, target);
    },
    stop() {
      stopped = true;
      timers.length = 0;
    },
  };
}
