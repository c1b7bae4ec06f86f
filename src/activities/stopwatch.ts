export interface Stopwatch {
  /** Seconds since the stopwatch was made. */
  seconds(): number;
}

/** Counts on while the process is frozen, and while the whole machine sleeps: the clock that saw more time counts. */
export function stopwatch(): Stopwatch {
  const wallMs = Date.now();
  const steadyMs = performance.now();
  return { seconds: () => Math.max(Date.now() - wallMs, performance.now() - steadyMs) / 1000 };
}
