import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/providers/parse-json.js';

/** Larger whole numbers share their float with their neighbours. */
const isAmbiguous = (value: number) => Number.isInteger(value) && !Number.isSafeInteger(value);

test('what JSON.parse reads is read alike, but for numbers that share a float with others', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const plain: unknown = JSON.parse(text, (_, value: unknown) =>
        typeof value === 'number' && isAmbiguous(value) ? String(value) : value,
      );
      expect(parseJson(text)).toEqual(plain);
    }),
  );
});

test('an amount with up to 15 digits is a number, and that number is written with the same digits', () => {
  const amount = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }), fc.nat({ max: 15 }));
  fc.assert(
    fc.property(amount, ([digits, places]) => {
      const padded = digits.toString().padStart(places + 1, '0');
      const written = `${padded.slice(0, padded.length - places)}.${padded.slice(padded.length - places)}0`;
      const read = parseJson(`[${written}]`) as [number];
      expect(read[0]).toBeTypeOf('number');
      const [mantissa = '', exponent = '0'] = String(read[0]).split('e');
      const [whole = '', fraction = ''] = mantissa.split('.');
      expect(BigInt(whole + fraction) * 10n ** BigInt(places + 30 - fraction.length + Number(exponent))).toBe(
        digits * 10n ** 30n,
      );
    }),
  );
});

test.each(['0.1234567890123456789', '12345678901234567890', '1e400'])(
  'a number that a float would round, %s, stays as it was written',
  (written) => {
    expect(parseJson(`{"amount":${written}}`)).toEqual({ amount: written });
  },
);

test('of a key that is repeated, the last value counts', () => {
  expect(parseJson('{"id":"a","id":{"b":1},"id":"c"}')).toEqual({ id: 'c' });
});

test('an answer that is as deep as it is long is read, too', () => {
  const depth = 100_000;
  expect(Array.isArray(parseJson(`${'['.repeat(depth)}${']'.repeat(depth)}`))).toBe(true);
});

test.each(['', '{', "{'id':1}", '[1,]', '01', 'undefined', '{"a":1}x'])('%j is no JSON', (text) => {
  expect(parseJson(text)).toBeUndefined();
});
