import { CancellationScope, isCancellation } from '@temporalio/workflow';

/** Waits for whichever comes first, and gives up the other. `undefined` means that the interruption came first. */
export async function interruptible<Result>(
  wait: () => Promise<Result>,
  interruption: () => Promise<void>,
): Promise<Result | undefined> {
  const scope = new CancellationScope();
  try {
    return await scope.run(() => {
      const interrupted = interruption().then(() => undefined);
      const waiting = wait();
      for (const loser of [interrupted, waiting]) loser.catch(ignoreCancellation);
      return Promise.race([waiting, interrupted]);
    });
  } finally {
    scope.cancel();
  }
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
