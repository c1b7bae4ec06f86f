import type { Money } from '../domain/money.js';

const units = { USD: 'USD', CNY: 'CNY', EVOLINK_CREDIT: 'EvoLink credits' } as const;

/** Money for people: an unknown price is said to be unknown. */
export function showMoney(money: Money): string {
  if (money.amount === null) return `an unknown price in ${units[money.currency]}`;
  return `${money.amount} ${units[money.currency]} (${money.basis})`;
}
