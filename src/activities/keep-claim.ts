import { log } from '@temporalio/activity';
import type { AdoptedBy } from '../domain/evidence.js';
import type { AcceptedSubmission } from '../domain/submission.js';
import type { Task } from '../domain/task.js';
import type { LedgerEntry } from '../ledger/submission-ledger.js';
import type { ActivityDependencies } from './dependencies.js';

type Ledger = Pick<ActivityDependencies, 'ledger'>;

interface Taken {
  readonly id: string;
  readonly n: number;
  readonly task: Task;
  readonly by?: AdoptedBy | undefined;
}

/**
 * Claims a submission's task, and says whether the claim stands. An adopted task that turns out to be another's, by a
 * word that is worth more, is given up in the ledger: the submission is unknown again.
 */
export async function keepClaim({ ledger }: Ledger, { id, n, task, by }: Taken): Promise<boolean> {
  const claim = await ledger.claim(task, { schema: 1, id, n, by });
  if (claim.id === id && claim.n === n) return true;
  if (by === undefined) {
    log.error('the gateway gave one task twice', { taskId: task.taskId, claim });
    return true;
  }
  log.warn('an adopted task is another’s', { taskId: task.taskId, claim });
  await ledger.disown(id, n, task);
  return false;
}

/** What the ledger says of a submission, once its task is held against the claims. */
export async function findOwn(dependencies: Ledger, id: string, n: number): Promise<LedgerEntry> {
  const entry = await dependencies.ledger.find(id, n);
  if (entry.state !== 'accepted') return entry;
  if (await keepClaim(dependencies, { id, n, ...entry.acceptance })) return entry;
  const { record } = entry;
  return record === undefined ? { state: 'none' } : { state: 'open', record };
}

/** Why a task is no longer the one to go on with. */
export type Outranked =
  /** The gateway has answered the submission after all, and named another one. This one is ours as well. */
  | 'second'
  /** It is not, or most likely not, this submission's. */
  | 'not-ours';

/** Whether a stronger word has come since a task was adopted. What was taken by the answer itself stays. */
export async function outrankedBy(
  { ledger }: Ledger,
  id: string,
  { n, task, by }: AcceptedSubmission,
): Promise<Outranked | undefined> {
  if (by === undefined) return undefined;
  if (!(await keepClaim({ ledger }, { id, n, task, by }))) return 'not-ours';
  const entry = await ledger.find(id, n);
  // An adopted task is in the ledger before anybody is told: what is gone is about to be replaced by a stronger word.
  if (entry.state !== 'accepted') return 'not-ours';
  if (entry.acceptance.task.taskId === task.taskId) return undefined;
  // Only the gateway knows the address that it called, and what it was asked: that task is ours as well.
  if (by === 'callback' || by === 'naming') return 'second';
  await ledger.unclaim(task, { id, n });
  return 'not-ours';
}
