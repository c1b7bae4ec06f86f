import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bookIn,
  dropIn,
  releaseIn,
  reservedIn,
  reserveIn,
  settleIn,
  untouched,
  type BudgetStand,
  type Claim,
} from '../../src/domain/budget-stand.js';
import { isMore, sumOf } from '../../src/domain/decimal.js';

const ofCap = (amount: string) => untouched({ cap: { amount, currency: 'USD' }, per: 'ever', timeZone: 'UTC' });

const claim = (facts: Partial<Claim> = {}): Claim => ({
  key: 'ad-1#1',
  nonce: 'first',
  activity: 'run-1/5',
  attempt: 1,
  amount: '0.5',
  at: '2026-11-22T10:00:00.000Z',
  ...facts,
});

/** Reserves where there is room for it. */
const after = (stand: BudgetStand, ...claims: readonly Claim[]): BudgetStand =>
  claims.reduce((before, each) => reserveIn(before, each) ?? expect.unreachable('no room'), stand);

describe('a reservation', () => {
  test('fits to the last cent, and not a millionth more', () => {
    const full = after(ofCap('1'), claim({ amount: '0.1' }), claim({ key: 'ad-2#1', amount: '0.9' }));
    expect(reservedIn(full)).toBe('1');
    expect(reserveIn(full, claim({ key: 'ad-3#1', amount: '0.000001' }))).toBeUndefined();
  });

  test('counts once, however many attempts hold it, and stays until the last of them lets go', () => {
    const other = claim({ nonce: 'second', activity: 'run-2/5' });
    const both = after(ofCap('0.5'), claim(), other);
    expect(reservedIn(both)).toBe('0.5');
    const one = releaseIn(both, claim());
    expect(reservedIn(one)).toBe('0.5');
    expect(releaseIn(one, other).open).toEqual({});
  });

  test('passes from an attempt to the next one of its activity, and the earlier one can let nothing go any more', () => {
    const next = claim({ nonce: 'second', attempt: 2 });
    const taken = after(ofCap('0.5'), claim(), next);
    expect(releaseIn(taken, claim())).toBe(taken);
    expect(releaseIn(taken, next).open).toEqual({});
  });

  test('is not passed on to an attempt that comes before: a restored server counts anew', () => {
    const early = claim({ nonce: 'second', attempt: 1 });
    const both = after(ofCap('0.5'), claim({ attempt: 2 }), early);
    expect(reservedIn(releaseIn(both, early))).toBe('0.5');
  });

  test('grows where the next attempt may cost more, if there is room for that', () => {
    const held = after(ofCap('1'), claim());
    expect(reservedIn(after(held, claim({ nonce: 'second', attempt: 2, amount: '0.8' })))).toBe('0.8');
    expect(reserveIn(held, claim({ nonce: 'second', attempt: 2, amount: '1.1' }))).toBeUndefined();
  });

  test('does not shrink while another attempt may still order at the higher price', () => {
    const held = after(ofCap('1'), claim({ amount: '0.8' }));
    const joined = after(held, claim({ nonce: 'second', activity: 'run-2/5', amount: '0.5' }));
    expect(reservedIn(joined)).toBe('0.8');
  });

  test('that stands is found again in a budget that has become too small', () => {
    const overdrawn = { ...after(ofCap('1'), claim()), spent: '3' };
    expect(reserveIn(overdrawn, claim({ nonce: 'second', attempt: 2 }))).toBeDefined();
    expect(reserveIn(overdrawn, claim({ key: 'ad-2#1' }))).toBeUndefined();
  });

  test('that nobody has asked for since is dropped; one that was asked for again is not', () => {
    const held = after(ofCap('1'), claim());
    expect(dropIn(held, claim().key, claim().at).open).toEqual({});
    const later = after(held, claim({ nonce: 'second', attempt: 2, at: '2026-11-22T10:00:30.000Z' }));
    expect(dropIn(later, claim().key, claim().at)).toBe(later);
  });
});

describe('what an order has cost', () => {
  test('takes the place of what was reserved, to the last digit', () => {
    const settled = settleIn(after(ofCap('1'), claim()), claim().key, '0.123456789');
    expect(settled).toMatchObject({ spent: '0.123456789', open: {} });
  });

  test('is what was reserved where nobody knows', () => {
    expect(settleIn(after(ofCap('1'), claim()), claim().key, undefined).spent).toBe('0.5');
  });

  test('is booked as it is where it is more: then nothing is ordered any more', () => {
    const settled = settleIn(after(ofCap('1'), claim()), claim().key, '1.5');
    expect(settled.spent).toBe('1.5');
    expect(reserveIn(settled, claim({ key: 'ad-2#1', amount: '0.000001' }))).toBeUndefined();
  });

  test('for a second task counts beside the reservation, once', () => {
    const booking = { key: 'ad-1#1#task-2', amount: '0.5', at: claim().at };
    const booked = bookIn(after(ofCap('1'), claim()), booking);
    expect(reservedIn(booked)).toBe('1');
    expect(bookIn(booked, booking)).toBe(booked);
  });
});

test('whatever is done twice changes nothing the second time', () => {
  const held = after(ofCap('1'), claim());
  expect(reserveIn(held, claim())).toBe(held);
  const released = releaseIn(held, claim());
  expect(releaseIn(released, claim())).toBe(released);
  const settled = settleIn(held, claim().key, '0.4');
  expect(settleIn(settled, claim().key, '0.4')).toBe(settled);
});

test('no order of reserving, releasing and settling exceeds the cap, or loses a digit', () => {
  const step = fc.record({
    what: fc.constantFrom('reserve', 'release', 'settle'),
    order: fc.nat({ max: 4 }),
    thousandths: fc.integer({ min: 1, max: 700 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let stand = ofCap('1.5');
      const costs: string[] = [];
      for (const { what, order, thousandths } of steps) {
        const own = claim({ key: `ad-${order}#1`, nonce: `of-${order}`, amount: String(thousandths / 1000) });
        const reserved = stand.open[own.key]?.amount;
        if (what === 'reserve') stand = reserveIn(stand, own) ?? stand;
        else if (what === 'release') stand = releaseIn(stand, own);
        else stand = settleIn(stand, own.key, reserved);
        if (what === 'settle' && reserved !== undefined) costs.push(reserved);
        expect(isMore(sumOf([stand.spent, reservedIn(stand)]), '1.5')).toBe(false);
      }
      expect(stand.spent).toBe(sumOf(costs));
    }),
  );
});
