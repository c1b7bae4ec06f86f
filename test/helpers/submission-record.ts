import { randomUUID } from 'node:crypto';
import type { SubmissionRecord } from '../../src/ledger/records.js';

/** A record of an order at the only account that tests have. */
export const submissionRecord = (
  facts: Pick<SubmissionRecord, 'model' | 'at'> & Partial<SubmissionRecord>,
): SubmissionRecord => ({
  schema: 1,
  nonce: randomUUID(),
  requestDigest: 'digest',
  gateway: 'evolink',
  account: 'default',
  endpoint: 'default',
  namespace: 'default',
  runId: randomUUID(),
  wireKey: 'rw-1',
  ...facts,
});
