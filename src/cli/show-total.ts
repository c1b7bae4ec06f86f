import { currencyNames } from '../domain/money.js';
import type { Total } from '../domain/total.js';

/** A sum for people: what can't be added up is counted. */
export function showTotal({ amounts, unknown }: Total): string {
  const parts = amounts.map(({ amount, currency }) => `${amount} ${currencyNames[currency]}`);
  if (unknown > 0) parts.push(`${unknown} of unknown price`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
