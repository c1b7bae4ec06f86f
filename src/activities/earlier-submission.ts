import type { ModelId } from '../domain/models.js';
import type { SubmitVerdict, UnknownSubmission } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { OpenNote } from './attempt-note.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { permanentFailure, transientFailure } from './failure.js';
import { toAccepted, toClosed } from './from-ledger.js';
import { findOwn } from './keep-claim.js';
import { releaseOrder } from './reserve-order.js';
import { settleByLedger } from './settle-by-ledger.js';

/** What an attempt to send a submission knows of it. */
export type Attempt = Pick<SubmissionRecord, 'requestDigest' | 'namespace' | 'wireKey' | 'at'> &
  Partial<Pick<SubmissionRecord, 'cost' | 'account'>>;

/** Which submission somebody else opened. */
export interface EarlierSubmission {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  readonly attempt: Attempt;
  readonly note: OpenNote;
}

/** What became of a submission that somebody else opened: an earlier attempt, run, worker or client. */
export async function earlierSubmission(
  dependencies: ActivityDependencies,
  { id, n, model, attempt, note }: EarlierSubmission,
): Promise<SubmitVerdict> {
  const { manifests, ledger, marks } = dependencies;
  const entry = await findOwn({ ledger }, id, n);
  const closed = await ledger.closureOf(id, n);
  const standing = entry.state === 'none' ? undefined : entry.record;
  for (const field of ['requestDigest', 'namespace'] as const) {
    if (standing === undefined || standing[field] === attempt[field]) continue;
    throw permanentFailure({
      code: 'ID_REUSED',
      message: `'${id}' was ordered before with another ${field}; another take needs another id`,
      billed: 'no',
    });
  }
  if (standing !== undefined && standing.model !== model) {
    return { state: 'elsewhere', model: standing.model as ModelId };
  }
  const stored = await manifests.read(id);
  const accepted = entry.state === 'accepted' ? toAccepted(n, entry.acceptance) : undefined;
  // A superseded order's video may have come first: this one is paid for as well, and still to be fetched.
  const isOwed = closed === undefined && accepted !== undefined && accepted.task.taskId !== stored?.taskId;
  const { budgets } = standing ?? {};
  // Whoever saw its end may have died before it was settled.
  if (budgets !== undefined && (stored ?? closed) !== undefined) await settleByLedger(dependencies, { id, n, budgets });
  if (stored !== undefined && !isOwed) return { state: 'stored', result: stored };
  const unknown: UnknownSubmission = {
    state: 'unknown',
    n,
    wireKey: attempt.wireKey,
    nonce: standing?.nonce,
    account: standing?.account,
    since: standing?.at ?? accepted?.acceptedAt ?? attempt.at,
    typicalSeconds: typicalSecondsOf(dependencies, model),
    reason: 'an earlier attempt was about to send it, and left no word of its outcome',
    cost: (standing ?? attempt).cost,
  };
  if (closed !== undefined) return toClosed(ledger, id, unknown, closed);
  if (accepted !== undefined) return accepted;
  if (entry.state === 'open') {
    const { nonce } = entry.record;
    const refused = note.wasRefused(nonce) || (await marks.wasRefused(entry.record, nonce));
    if (!refused) return unknown;
    await ledger.withdraw(id, n, nonce);
    await releaseOrder(dependencies, { id, n, record: entry.record });
  }
  throw transientFailure('the submission was withdrawn a moment ago', 'Withdrawn');
}

/** A submission that was sent, and of which the ledger knows nothing any more: it is looked for all the same. */
export const recordGone = (
  dependencies: Pick<ActivityDependencies, 'typicalSeconds' | 'models'>,
  { n, model, attempt: { wireKey, account, at: since, cost } }: Pick<EarlierSubmission, 'n' | 'model' | 'attempt'>,
): UnknownSubmission => ({
  state: 'unknown',
  n,
  wireKey,
  account,
  since,
  typicalSeconds: typicalSecondsOf(dependencies, model),
  reason: 'it was sent before, and its record is gone from the ledger',
  cost,
});
