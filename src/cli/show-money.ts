import type { Money } from '../domain/money.js';
import type { Total } from '../pricing/total.js';

const units = { USD: 'USD', CNY: 'CNY', EVOLINK_CREDIT: 'EvoLink credits' } as const;

/** Money for people: an unknown price is said to be unknown. */
export function showMoney(money: Money): string {
  if (money.amount === null) return `an unknown price in ${units[money.currency]}`;
  return `${money.amount} ${units[money.currency]} (${money.basis})`;
}

/** A sum for people: what can't be added up is counted. */
export function showTotal({ amounts, unknown }: Total): string {
  const parts = amounts.map(({ amount, currency }) => `${amount} ${units[currency]}`);
  if (unknown > 0) parts.push(`${unknown} of unknown price`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
