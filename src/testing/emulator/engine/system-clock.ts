import type { Clock } from './clock.js';

export interface SystemClockOptions {
  /** How many seconds pass on this clock in one real second. @default 1 */
  readonly speed?: number;
}

/** A clock that starts at the present moment and runs by itself. */
export function createSystemClock({ speed = 1 }: SystemClockOptions = {}): Clock {
  const startedAt = Date.now();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  return {
    now: () => startedAt + (Date.now() - startedAt) * speed,
    after(delayMs, work) {
      if (stopped) return () => {};
      const timer = setTimeout(() => {
        timers.delete(timer);
        void work();
      }, delayMs / speed);
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
