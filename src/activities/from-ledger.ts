import type { AcceptedSubmission, ClosedSubmission, UnknownSubmission } from '../domain/submission.js';
import type { AcceptanceRecord, ClosureRecord } from '../ledger/records.js';

/** An end as the ledger holds it, of a submission of which that much was known before. */
export const toClosed = (
  before: UnknownSubmission,
  { closure }: ClosureRecord,
  accepted?: AcceptedSubmission,
): ClosedSubmission => ({ state: 'closed', n: before.n, closure, accepted, before });

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
});
