import Big from 'big.js';
import type { Currency, Money } from './money.js';

/** A sum of prices: one amount for each currency, and how many of the prices nobody knows. */
export interface Total {
  readonly amounts: readonly { readonly amount: string; readonly currency: Currency }[];
  /** How many prices are not in the amounts. */
  readonly unknown: number;
}

/** Adds prices up by currency; a price that nobody knows is counted, never taken for zero. */
export function totalOf(prices: readonly (Money | undefined)[]): Total {
  const sums = new Map<Currency, Big>();
  let unknown = 0;
  for (const price of prices) {
    if (price === undefined || price.amount === null) unknown += 1;
    else sums.set(price.currency, (sums.get(price.currency) ?? new Big(0)).plus(price.amount));
  }
  return { amounts: [...sums].map(([currency, sum]) => ({ amount: sum.toFixed(), currency })), unknown };
}
