import type { Worker } from '@temporalio/worker';

/** All of one process's workers. */
export interface VideoWorker {
  /** Works until `shutdown`, a signal to the process, or a fatal error. */
  run(): Promise<void>;
  /** Works until `task` has ended, then shuts down; gives what the task gives. */
  runUntil<Result>(task: Promise<Result>): Promise<Result>;
  /** Takes no new work, and lets what is under way finish for as long as the grace lasts. */
  shutdown(): void;
}

/** Several workers as one: they start together, and when one ends, all do. */
export function together(workers: readonly Worker[]): VideoWorker {
  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const run = async () => {
    const runs = workers.map((worker) => worker.run().finally(shutdown));
    await Promise.allSettled(runs);
    await Promise.all(runs);
  };
  return {
    run,
    shutdown,
    async runUntil(task) {
      const running = run();
      try {
        const ended = running.then(() => Promise.reject(new Error('the workers ended before the task did')));
        return await Promise.race([task, ended]);
      } finally {
        shutdown();
        await running;
      }
    },
  };
}
