/** Work that goes on while requests are answered, so that it can be waited for and ended. */
export interface Background {
  /** Aborted when the emulator closes. */
  readonly signal: AbortSignal;
  /** Takes note of `work` and hands it back. */
  run<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when nothing is going on. */
  idle(): Promise<void>;
  /** Aborts what is going on and waits for its end. */
  close(): Promise<void>;
}

export function createBackground(): Background {
  const controller = new AbortController();
  const goingOn = new Set<Promise<unknown>>();

  async function idle(): Promise<void> {
    while (goingOn.size > 0) await Promise.allSettled(goingOn);
  }

  return {
    signal: controller.signal,
    run(work) {
      const forget = () => goingOn.delete(work);
      goingOn.add(work);
      work.then(forget, forget);
      return work;
    },
    idle,
    async close() {
      controller.abort();
      await idle();
    },
  };
}
