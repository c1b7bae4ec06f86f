import type { AcceptedSubmission, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { AcceptanceRecord, ClosureRecord } from '../ledger/records.js';
import type { SubmissionLedger } from '../ledger/submission-ledger.js';

/** A submission that has ended by the ledger, of which that much was known before: all that a run needs to go on from it. */
export async function toClosed(
  ledger: SubmissionLedger,
  id: string,
  before: UnknownSubmission,
  { closure }: ClosureRecord,
): Promise<ClosedSubmission> {
  const { n } = before;
  const entry = await ledger.find(id, n);
  const accepted = entry.state === 'accepted' ? toAccepted(n, entry.acceptance) : undefined;
  return { state: 'closed', n, closure, accepted, before, isFollowed: await ledger.knows(id, n + 1) };
}

/** An acceptance as the ledger holds it. */
export const toAccepted = (n: number, acceptance: AcceptanceRecord): AcceptedSubmission => ({
  state: 'accepted',
  n,
  task: acceptance.task,
  by: acceptance.by,
  acceptedAt: acceptance.acceptedAt,
  expectedSeconds: acceptance.expectedSeconds,
  typicalSeconds: acceptance.typicalSeconds,
  callbackExpected: acceptance.callbackExpected,
  inLedger: true,
  cost: acceptance.cost,
  budgets: acceptance.budgets,
});
