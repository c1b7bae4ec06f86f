import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '../../client/generation.js';
import { hasEnded } from '../../domain/generation-state.js';
import { clockSkewSeconds, submitLimits } from '../../domain/time-limits.js';
import { ProviderError } from '../../providers/provider-error.js';
import type { VideoModel } from '../../providers/video-model.js';

/** How often it is looked whether the gateway has taken the order, in milliseconds. */
const lookIntervalMs = 500;

/** A task that the gateway has taken. */
export interface TakenTask {
  readonly taskId: string;
  /** ISO 8601. */
  readonly acceptedAt: string;
  /** The key that went along with the order; `undefined` where nobody here knows it. */
  readonly wireKey: string | undefined;
}

/** Whether the gateway's list, or its log, shows a task now; `undefined` where it has neither, or does not answer. */
export async function isShown(
  { listTasks, findTasks }: Pick<VideoModel<never>, 'listTasks' | 'findTasks'>,
  { taskId, acceptedAt, wireKey }: TakenTask,
): Promise<boolean | undefined> {
  const at = Date.parse(acceptedAt) / 1000;
  const span = {
    from: Math.floor(at - submitLimits.startToClose - clockSkewSeconds),
    to: Math.ceil(at + clockSkewSeconds),
  };
  try {
    const listed = (await listTasks?.(span))?.tasks.map((task) => task.taskId);
    const found = wireKey === undefined ? undefined : await findTasks?.({ wireKey, since: span.from });
    return (listed ?? found)?.includes(taskId);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/** Asks as soon as a generation's order is taken; `undefined` where its task ends before that is noticed, or on `signal`. */
export async function isShownWhileRunning(
  generation: Generation,
  ask: (task: Omit<TakenTask, 'wireKey'>) => Promise<boolean | undefined>,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  while (!signal.aborted) {
    const { state, taskId, acceptedAt } = await generation.status();
    if (hasEnded(state) || state === 'storing') return undefined;
    if (taskId !== undefined && acceptedAt !== undefined) return ask({ taskId, acceptedAt });
    await sleep(lookIntervalMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}
