import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config.js';
import type { StoredGeneration } from '../../domain/result.js';
import { wireKey } from '../../ledger/wire-key.js';
import { ProviderError } from '../../providers/provider-error.js';
import { readTaskOnWire, type TaskToLookAt } from '../../providers/task-on-wire.js';
import type { SmokeOrder } from './smoke-order.js';
import type { SmokeRun } from './smoke-run.js';
import { isShown, type TakenTask } from './watch-listing.js';

/** Between two reads of the finished task, in milliseconds: a link that is signed anew then has another second in it. */
const betweenReadsMs = 2_000;

/** Looks at a stored generation's task at its gateway. Costs nothing. */
export async function lookBack(
  { model, request, planned, prices, payer }: SmokeOrder,
  result: StoredGeneration,
  {
    whileRunning,
    keyOf,
  }: { readonly whileRunning: boolean | undefined; readonly keyOf: (n: number) => string | undefined },
): Promise<SmokeRun> {
  const { gateway, adapter, apiKey, body } = payer;
  const { taskId, times, submissions } = result;
  const task: TakenTask = { taskId, acceptedAt: times.acceptedAt, wireKey: keyOf(submissions.at(-1)?.n ?? 1) };
  const afterwards = await isShown(adapter, task);
  const reads = await readTwice({ gateway, apiKey, url: adapter.taskUrl(taskId), taskId });
  return { model, request, quoted: planned.price, prices, result, body, shown: { whileRunning, afterwards }, reads };
}

async function readTwice(task: TaskToLookAt): Promise<SmokeRun['reads']> {
  try {
    const first = await readTaskOnWire(task);
    await sleep(betweenReadsMs);
    return [first, await readTaskOnWire(task)];
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/** The key of a generation's submission; `undefined` where the bucket is not known here, from whose name it is made. */
export const wireKeyOf =
  ({ S3_BUCKET: bucket, S3_PREFIX: prefix }: Config, id: string) =>
  (n: number): string | undefined =>
    bucket === undefined ? undefined : wireKey({ bucket, prefix, id, n });
