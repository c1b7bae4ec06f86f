import { expect, test } from 'vitest';
import { billSoFar, inMicros } from '../../src/domain/bill-so-far.js';
import type { Money } from '../../src/domain/money.js';
import type { SubmissionReceipt } from '../../src/domain/result.js';

const credits = (amount: string, basis: 'quoted' | 'reserved' | 'settled'): Money => ({
  amount,
  currency: 'EVOLINK_CREDIT',
  basis,
});
const task = { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: 'task-unified-1' } as const;
const refunded: SubmissionReceipt = { n: 1, outcome: 'failed', task, cost: credits('0', 'settled') };
const charged: SubmissionReceipt = { n: 2, outcome: 'failed', task, cost: credits('0.1', 'settled') };
const replaced: SubmissionReceipt = { n: 3, outcome: 'superseded', task, cost: credits('0.2', 'reserved') };
const lost: SubmissionReceipt = { n: 4, outcome: 'superseded', cost: credits('25.5', 'quoted') };

test('what a gateway failed, and refunded, costs nothing', () => {
  expect(billSoFar([refunded, { n: 2, outcome: 'failed', task }])).toMatchObject({ billed: 'no', cost: undefined });
});

test('what a gateway failed, and charged all the same, was paid for', () => {
  expect(billSoFar([refunded, charged])).toMatchObject({ billed: 'yes', cost: credits('0.1', 'settled'), paid: [2] });
});

test('what a gateway failed without saying what it charged may have been paid for', () => {
  const untold: SubmissionReceipt = { ...charged, cost: credits('0.3', 'quoted') };
  expect(billSoFar([refunded, untold])).toEqual({ billed: 'unknown', cost: untold.cost, paid: [], inDoubt: [2] });
});

test('a replaced order that the gateway had taken was paid for; one of unknown outcome may have been', () => {
  expect(billSoFar([replaced])).toMatchObject({ billed: 'yes', paid: [3], inDoubt: [] });
  expect(billSoFar([lost])).toMatchObject({ billed: 'unknown', cost: lost.cost, paid: [], inDoubt: [4] });
});

test('the sum holds all of them, and is as sure as the least sure one', () => {
  const bill = billSoFar([refunded, charged, replaced, lost]);
  expect(bill).toEqual({ billed: 'yes', cost: credits('25.8', 'quoted'), paid: [2, 3], inDoubt: [4] });
  const unknown: Money = { amount: null, currency: 'EVOLINK_CREDIT', basis: 'unknown' };
  expect(billSoFar([charged, { ...lost, cost: unknown }]).cost).toEqual(unknown);
});

test('prices in two currencies have no sum', () => {
  const dollars: Money = { amount: '1', currency: 'USD', basis: 'settled' };
  expect(billSoFar([charged, { ...replaced, cost: dollars }]).cost).toMatchObject({ amount: null });
});

test('what was given up without a task may have been paid for', () => {
  expect(billSoFar([{ ...lost, outcome: 'given-up' }])).toMatchObject({ billed: 'unknown', cost: lost.cost });
  expect(billSoFar([{ ...replaced, outcome: 'given-up' }])).toMatchObject({ billed: 'yes' });
});

test.each([
  ['nothing that was charged', [refunded], 0],
  ['what is known', [refunded, charged, lost], 25_600_000],
  ['what nobody knows', [charged, { ...lost, cost: undefined }], null],
  ['what is too large for a number', [{ ...lost, cost: credits('9007199255', 'quoted') }], null],
] as const)('a bill as a whole number: %s', (_, submissions, micros) => {
  expect(inMicros(billSoFar(submissions))).toBe(micros);
});
