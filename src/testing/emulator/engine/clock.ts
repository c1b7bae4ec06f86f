/** The only source of time for the emulator: everything that waits, waits on it. */
export interface Clock {
  /** Milliseconds since the epoch, on this clock. */
  now(): number;
  /** Does `work` once `delayMs` have passed on this clock. The returned function calls it off. */
  after(delayMs: number, work: () => unknown): () => void;
  /** Forgets all timers, for good. */
  stop(): void;
}
