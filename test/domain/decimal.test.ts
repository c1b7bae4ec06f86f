import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMillionths, isMore, sumOf } from '../../src/domain/decimal.js';

const decimal = fc
  .tuple(fc.nat(), fc.stringMatching(/^\d{0,9}$/))
  .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));

/** In units of 10⁻⁹, which hold every decimal above exactly. */
const nano = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
};

describe('amounts of money', () => {
  test.each([
    [[], '0'],
    [['0.1', '0.2'], '0.3'],
    [['25.5', '25.5'], '51'],
    [['0.375', '1'], '1.375'],
    [['0.10'], '0.1'],
    [['90071992547409.93', '0.01'], '90071992547409.94'],
  ])('%j add up to %s', (amounts, sum) => {
    expect(sumOf(amounts)).toBe(sum);
  });

  test('add up and compare exactly, however many places they have', () => {
    fc.assert(
      fc.property(fc.array(decimal), decimal, decimal, (amounts, one, other) => {
        expect(nano(sumOf(amounts))).toBe(amounts.reduce((sum, each) => sum + nano(each), 0n));
        expect(isMore(one, other)).toBe(nano(one) > nano(other));
      }),
    );
  });
});

test.each([
  ['25.5', '25500000'],
  ['0', '0'],
  ['0.0000005', '1'],
  ['0.0000004999', '0'],
  ['90071992547.409931', '90071992547409931'],
])('%s is counted in millionths, with all its digits, and rounded', (amount, millionths) => {
  expect(inMillionths(amount)).toBe(millionths);
});
