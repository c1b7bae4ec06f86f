import { expect, test } from 'vitest';
import { chargeOfFailure, isBilled } from '../../src/domain/failure-charge.js';
import type { Money } from '../../src/domain/money.js';
import type { TaskFailure } from '../../src/domain/task.js';

const expected: Money = { amount: '0.5', currency: 'USD', basis: 'quoted' };
const fault: TaskFailure = { state: 'failed', class: 'provider-fault', code: 'x', message: 'no' };

const billed = (cost?: Money) => isBilled(chargeOfFailure({ expected, failure: { ...fault, cost } }));

test('what the gateway says it has charged for a failed task counts', () => {
  expect(billed({ amount: '0.5', currency: 'USD', basis: 'settled' })).toBe('yes');
  expect(billed({ amount: '0', currency: 'USD', basis: 'settled' })).toBe('no');
});

test('a charge that the gateway may take back is no sure one', () => {
  expect(billed({ amount: '0.5', currency: 'USD', basis: 'reserved' })).toBe('unknown');
});

test('what cost nothing cost nothing in the currency in which it was to be paid', () => {
  const inYuan: Money = { amount: '3', currency: 'CNY', basis: 'quoted' };
  const charge = (amount: string) =>
    chargeOfFailure({ expected: inYuan, failure: { ...fault, cost: { amount, currency: 'USD', basis: 'settled' } } });
  expect(charge('0')).toEqual({ amount: '0', currency: 'CNY', basis: 'settled' });
  expect(charge('0.5')).toEqual({ amount: '0.5', currency: 'USD', basis: 'settled' });
});

test('a failure of which the gateway tells no charge may have cost what was expected', () => {
  expect(chargeOfFailure({ expected, failure: fault })).toEqual(expected);
  expect(billed()).toBe('unknown');
  expect(billed({ amount: null, currency: 'USD', basis: 'unknown' })).toBe('unknown');
});

test('an expected price that nobody knows is no less in doubt', () => {
  const unknown: Money = { amount: null, currency: 'USD', basis: 'unknown' };
  expect(isBilled(chargeOfFailure({ expected: unknown, failure: fault }))).toBe('unknown');
});
