import Big from 'big.js';

// Amounts of money are decimals as text, and never pass through a float.

/** The exact sum of decimals such as `0.15`: `0` of none. */
export const sumOf = (decimals: readonly string[]): string =>
  decimals.reduce((sum, decimal) => sum.plus(decimal), new Big(0)).toFixed();

/** What is left of one decimal without another: less than nothing where that is greater. */
export const differenceOf = (one: string, other: string): string => new Big(one).minus(other).toFixed();

/** Whether one decimal is greater than another. */
export const isMore = (one: string, other: string): boolean => new Big(one).gt(other);

/** A decimal in millionths, rounded half up. */
export const inMillionths = (decimal: string): string =>
  new Big(decimal).times(1e6).round(0, Big.roundHalfUp).toFixed();
