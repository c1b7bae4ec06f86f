import type { Clock } from './clock.js';

/** Resolves once `delayMs` have passed on `clock`. */
export const pass = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => clock.after(delayMs, resolve));
