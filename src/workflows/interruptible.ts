import { CancellationScope } from '@temporalio/workflow';

/**
 * Waits for whichever comes first, and gives up the other: what becomes of that one then, nobody hears.
 * `undefined` means that the interruption came first.
 */
export async function interruptible<Result>(
  wait: () => Promise<Result>,
  interruption: () => Promise<unknown>,
): Promise<Result | undefined> {
  const scope = new CancellationScope();
  try {
    return await scope.run(() => Promise.race([wait(), interruption().then(() => undefined)]));
  } finally {
    scope.cancel();
  }
}
