import type { AdoptedBy } from '../domain/evidence.js';
import type { ModelId } from '../domain/models.js';
import type { Money } from '../domain/money.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { Task } from '../domain/task.js';
import type { AcceptanceRecord } from '../ledger/records.js';
import { unknownPrice } from '../pricing/quote.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { toAccepted } from './from-ledger.js';

/** A task that can only be an unknown submission's. */
export interface FoundTask {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly task: Task;
  readonly by: AdoptedBy;
  /** Unix seconds. */
  readonly createdAt: number;
  /** The list price of the order. */
  readonly price: Money | undefined;
  /** The budgets that the order counts against. */
  readonly budgets: AcceptanceRecord['budgets'];
}

/** The submission with its task, unless that has another owner. */
export type TakenTask =
  | AcceptedSubmission
  /** Another submission has claimed it. */
  | { readonly state: 'claimed'; readonly by: { readonly id: string; readonly n: number } };

/**
 * Makes a found task the submission's own: by the claim, which one submission wins, and then the acceptance. Where a word
 * that is worth as much has named another task meanwhile, that one is answered, and the claim is given back.
 */
export async function takeTask(
  { ledger, ...dependencies }: ActivityDependencies,
  { id, n, model, task, by, createdAt, price, budgets }: FoundTask,
): Promise<TakenTask> {
  const claim = await ledger.claim(task, { schema: 1, id, n, by });
  if (claim.id !== id || claim.n !== n) return { state: 'claimed', by: claim };
  const acceptance: AcceptanceRecord = {
    schema: 1,
    task,
    by,
    acceptedAt: new Date(createdAt * 1000).toISOString(),
    // Its age is known, but not what the gateway estimated: it is read at once.
    expectedSeconds: Math.max(1, Math.round(Date.now() / 1000 - createdAt)),
    typicalSeconds: typicalSecondsOf(dependencies, model),
    callbackExpected: false,
    cost: price ?? unknownPrice(model),
    budgets,
  };
  const standing = await ledger.accept(id, n, acceptance);
  if (standing.task.taskId !== task.taskId) await ledger.unclaim(task, { id, n });
  return toAccepted(n, standing);
}
