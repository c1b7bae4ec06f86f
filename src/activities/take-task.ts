import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { Task } from '../domain/task.js';
import type { AcceptanceRecord } from '../ledger/records.js';
import { unknownPrice } from '../pricing/quote.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { toAccepted } from './earlier-submission.js';
import { transientFailure } from './failure.js';

/** A task that can only be an unknown submission's. */
export interface FoundTask {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly task: Task;
  /** Unix seconds. */
  readonly createdAt: number;
  /** The list price of the order. */
  readonly price: Money | undefined;
}

export type TakenTask =
  | AcceptedSubmission
  /** Another submission has claimed it. */
  | { readonly state: 'claimed'; readonly by: { readonly id: string; readonly n: number } };

/** Makes a found task the submission's own: by the claim, which one submission wins, and then the acceptance. */
export async function takeTask(
  { ledger, ...dependencies }: ActivityDependencies,
  { id, n, model, task, createdAt, price }: FoundTask,
): Promise<TakenTask> {
  const claim = await ledger.claim(task, { schema: 1, id, n });
  if (claim.id !== id || claim.n !== n) return { state: 'claimed', by: claim };
  const acceptance: AcceptanceRecord = {
    schema: 1,
    task,
    acceptedAt: new Date(createdAt * 1000).toISOString(),
    // Its age is known, but not what the gateway estimated: it is read at once.
    expectedSeconds: Math.max(1, Math.round(Date.now() / 1000 - createdAt)),
    typicalSeconds: typicalSecondsOf(dependencies, model),
    callbackExpected: false,
    cost: price ?? unknownPrice(model),
  };
  if (!(await ledger.accept(id, n, acceptance))) {
    // The answer to the submission itself outranks whatever was found: the next look finds it in the ledger.
    throw transientFailure('another task has just been recorded for this submission', 'Outranked');
  }
  return toAccepted(n, acceptance);
}
