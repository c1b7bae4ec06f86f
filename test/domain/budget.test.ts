import { describe, expect, test } from 'vitest';
import {
  accountBudgetName,
  describeShortage,
  isBudgetName,
  isOrdersBudget,
  orderOfReservation,
  raiseCommand,
  reservationKey,
  termsInWords,
  type Shortage,
} from '../../src/domain/budget.js';
import { isTimeZone, periodAt } from '../../src/domain/budget-period.js';

describe('the name of a budget', () => {
  test.each(['campaign-7', 'storyboards/harbour', 'schedules/nightly', 'a/b/c/d'])(
    '%s may be named by an order',
    (name) => {
      expect(isOrdersBudget(name)).toBe(true);
    },
  );

  test.each([
    '',
    '/',
    'a//b',
    '../up',
    'a/../b',
    'with space',
    'a/b/c/d/e',
    'accounts/x',
    'evolink',
    'evolink/team',
    'a~1',
  ])('%j may not', (name) => {
    expect(isOrdersBudget(name)).toBe(false);
  });

  test('of an account is one that no order may name', () => {
    const name = accountBudgetName('evolink', 'team');
    expect(name).toBe('accounts/evolink/team');
    expect(isBudgetName(name)).toBe(true);
    expect(isOrdersBudget(name)).toBe(false);
  });
});

describe('the period of a budget', () => {
  test.each([
    ['ever', 'UTC', '2026-11-22T10:00:00Z', 'ever'],
    ['day', 'UTC', '2026-11-22T23:59:59Z', '2026-11-22'],
    ['day', 'Europe/Berlin', '2026-11-22T23:00:00Z', '2026-11-23'],
    ['day', 'America/Los_Angeles', '2026-11-22T07:59:59Z', '2026-11-21'],
    ['month', 'UTC', '2026-11-30T23:59:59Z', '2026-11'],
    ['month', 'Asia/Tokyo', '2026-11-30T15:00:00Z', '2026-12'],
    ['week', 'UTC', '2026-11-22T23:59:59Z', '2026-W47'],
    ['week', 'UTC', '2026-11-23T00:00:00Z', '2026-W48'],
    ['week', 'UTC', '2027-01-01T12:00:00Z', '2026-W53'],
    ['week', 'UTC', '2024-12-30T12:00:00Z', '2025-W01'],
    ['week', 'Pacific/Auckland', '2026-11-22T11:00:00Z', '2026-W48'],
  ] as const)('per %s in %s, at %s, is %s', (per, timeZone, at, period) => {
    expect(periodAt({ per, timeZone }, new Date(at))).toBe(period);
  });

  test.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Berlin', false],
    ['', false],
  ])('needs a time zone: whether %j is one is %s', (name, is) => {
    expect(isTimeZone(name)).toBe(is);
  });
});

describe('the reservation of an order', () => {
  test.each([
    ['ad-42', 1],
    ['film/shot/3', 12],
  ])('of %s, submission %i, is found by its key', (id, n) => {
    expect(orderOfReservation(reservationKey(id, n))).toEqual({ id, n });
  });

  test('that stands for a second task is no order’s', () => {
    expect(orderOfReservation(`${reservationKey('ad-42', 1)}#task-1`)).toBeUndefined();
  });
});

const shortage: Shortage = {
  budget: {
    name: 'campaign-7',
    cap: { amount: '40', currency: 'USD' },
    per: 'month',
    timeZone: 'Europe/Berlin',
  },
  period: '2026-11',
  spent: '39.1',
  reserved: '0.6',
  needed: '0.75',
};

test('a shortage says what is allowed, spent, reserved and needed, and how much would do', () => {
  expect(describeShortage(shortage)).toBe(
    'budget campaign-7 has no room for this order, which may cost 0.75 USD: ' +
      'of 40 USD per month in Europe/Berlin (2026-11), 39.1 are spent and 0.6 are reserved',
  );
  expect(raiseCommand(shortage)).toBe("reelwork budget raise campaign-7 '40.45 USD'");
});

test('the usual terms are said in the fewest words', () => {
  const { cap } = shortage.budget;
  expect(termsInWords({ cap, per: 'ever', timeZone: 'UTC' })).toBe('40 USD');
  expect(termsInWords({ cap, per: 'day', timeZone: 'UTC' })).toBe('40 USD per day');
});
