import type { ModelId } from '../domain/models.js';
import type { SubmitVerdict } from '../domain/submission.js';
import type { SubmissionRecord } from '../ledger/records.js';
import type { LedgerEntry } from '../ledger/submission-ledger.js';
import { typicalSecondsOf, type ActivityDependencies } from './dependencies.js';
import { permanentFailure, transientFailure } from './failure.js';

export interface EarlierSubmission {
  readonly id: string;
  readonly n: number;
  readonly model: ModelId;
  /** What this attempt wanted to record. */
  readonly record: SubmissionRecord;
  /** What stands in the ledger instead. */
  readonly entry: LedgerEntry;
}

/** What became of a submission that somebody else opened: an earlier attempt, run, worker or client. */
export async function earlierSubmission(
  { manifests, ...dependencies }: ActivityDependencies,
  { id, n, model, record, entry }: EarlierSubmission,
): Promise<SubmitVerdict> {
  if (entry.state === 'none') throw transientFailure('the submission was withdrawn a moment ago', 'Withdrawn');
  for (const field of ['requestDigest', 'namespace'] as const) {
    if (entry.record === undefined || entry.record[field] === record[field]) continue;
    throw permanentFailure({
      code: 'ID_REUSED',
      message: `'${id}' was ordered before with another ${field}; another take needs another id`,
      billed: 'no',
    });
  }
  const stored = await manifests.read(id);
  if (stored !== undefined) return { state: 'stored', result: stored };
  if (entry.state === 'accepted') return { ...entry.acceptance, state: 'accepted', n, inLedger: true };
  return {
    state: 'unknown',
    n,
    wireKey: record.wireKey,
    since: entry.record.at,
    typicalSeconds: typicalSecondsOf(dependencies, model),
    reason: 'an earlier attempt was about to send it, and left no word of its outcome',
  };
}
