import { expect, test } from 'vitest';
import { withBill, type FailureDetails } from '../../src/domain/failure.js';
import type { SubmissionReceipt } from '../../src/domain/result.js';

const failure = (billed: FailureDetails['billed']): FailureDetails => ({
  schema: 1,
  code: 'REFUSED',
  message: 'no',
  billed,
});
const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: 'task-unified-1' } as const;
const cost = { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'quoted' } as const;
const free: SubmissionReceipt = { n: 1, outcome: 'failed', task, cost: { ...cost, amount: '0', basis: 'settled' } };
const lost: SubmissionReceipt = { n: 1, outcome: 'superseded', cost };
const paid: SubmissionReceipt = { ...lost, task };

test.each([
  ['no', free, 'no', undefined],
  ['no', lost, 'unknown', cost],
  ['no', paid, 'yes', cost],
  ['unknown', free, 'unknown', undefined],
  ['unknown', paid, 'yes', cost],
  ['yes', lost, 'yes', cost],
] as const)('a failure that says %s, after another order, says the worse of both', (billed, earlier, worse, total) => {
  expect(withBill(failure(billed), [earlier])).toEqual({
    ...failure(worse),
    cost: total,
    submissions: [earlier],
  });
});

test('a failure before any order says what it said', () => {
  expect(withBill(failure('no'), [])).toEqual(failure('no'));
});
