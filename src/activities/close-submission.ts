import type { AcceptedSubmission, ClosedSubmission, Closure, UnknownSubmission } from '../domain/submission.js';
import { owner } from './owner.js';
import type { ActivityDependencies } from './dependencies.js';
import { toAccepted, toClosed } from './from-ledger.js';

/** Which submission ends, and how. */
export interface CloseOrder {
  readonly unknown: UnknownSubmission;
  readonly closure: Closure;
  /** The task that the run knows of: only another one is a word that comes in time. */
  readonly taskId?: string | undefined;
}

/**
 * Records that the generation goes on, or ends, without knowing what became of a submission. A word that came in time
 * wins: then the accepted task is answered, and nothing is closed.
 */
export const createCloseSubmission = ({ ledger }: ActivityDependencies) =>
  async function closeSubmission({
    unknown,
    closure,
    taskId,
  }: CloseOrder): Promise<AcceptedSubmission | ClosedSubmission> {
    const { id } = owner();
    const { n } = unknown;
    const before = await ledger.closureOf(id, n);
    if (before !== undefined) return toClosed(ledger, id, unknown, before);
    const entry = await ledger.find(id, n);
    if (entry.state === 'accepted' && entry.acceptance.task.taskId !== taskId) return toAccepted(n, entry.acceptance);
    const standing = await ledger.close(id, n, { schema: 1, at: new Date().toISOString(), closure });
    return toClosed(ledger, id, unknown, standing);
  };
