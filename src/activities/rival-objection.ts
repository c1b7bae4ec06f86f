import type { ActivityDependencies } from './dependencies.js';
import { answerDueMs, rivals, type RivalQuestion } from './rivals.js';

/** A task that was named for an order. */
export interface WantedTask extends RivalQuestion {
  readonly taskId: string;
  /** Who has named it for this order. The answer to the order itself can only mean this one. */
  readonly by: 'naming' | 'callback' | 'person';
  /** Whether this order's callbacks have named other tasks, too, that nobody has claimed yet. */
  readonly isOneOfSeveral: boolean;
  /** Whether the other orders have had the time in which their own callbacks come. */
  readonly timeIsUp: boolean;
}

/**
 * Why a task that fits an order must not be taken for it yet: another order may own it. A person's choice waits for
 * answers that are still due. A callback may have been sent to the wrong address, so it waits until the others' own
 * callbacks have had their time, and is then believed where it was the only one.
 */
export async function rivalObjection(
  dependencies: Pick<ActivityDependencies, 'marks' | 'ledger' | 'models'>,
  { taskId, by, isOneOfSeveral, timeIsUp, ...question }: WantedTask,
): Promise<string | undefined> {
  if (by === 'naming' || (by === 'callback' && timeIsUp && !isOneOfSeveral)) return undefined;
  for await (const rival of rivals(dependencies, question)) {
    if (by === 'callback') return `${taskId} may be the order '${rival.id}', whose own callback has not come yet`;
    const due = answerDueMs(rival);
    if (Date.now() >= due) continue;
    const when = new Date(due).toISOString();
    return `the gateway may still answer the order '${rival.id}' with ${taskId}; that is certain at ${when}, so try again then`;
  }
  return undefined;
}
