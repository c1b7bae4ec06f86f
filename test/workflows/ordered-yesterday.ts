import { requestDigest } from '../../src/domain/requests/request-digest.js';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import type { Bucket } from '../../src/storage/bucket.js';
import type { Stage } from '../helpers/stage.js';
import { submissionRecord } from '../helpers/submission-record.js';
import { orderPastReelwork } from './order-past-reelwork.js';
import type { request } from './staged-test.js';

const hourMs = 3_600_000;

export interface OrderedYesterday {
  readonly id: string;
  readonly order: ReturnType<typeof request>;
}

/** A task in the ledger that an earlier run ordered, an hour longer ago than its gateway keeps tasks. */
export async function orderedYesterday(
  { emulator, keys }: Stage,
  bucket: Bucket,
  { id, order }: OrderedYesterday,
): Promise<string> {
  const taskId = await orderPastReelwork(emulator.url, order.prompt);
  const ledger = createSubmissionLedger(bucket, keys);
  const at = new Date(Date.now() - 25 * hourMs).toISOString();
  await ledger.open(id, 1, submissionRecord({ model: order.model, requestDigest: requestDigest(order), at }));
  await ledger.accept(id, 1, {
    schema: 1,
    task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId },
    acceptedAt: at,
    expectedSeconds: 2,
    typicalSeconds: 2,
    callbackExpected: false,
    cost: { amount: '1', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
  });
  return taskId;
}
