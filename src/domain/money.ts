/** What gateways count in. */
export const currencies = ['USD', 'CNY', 'EVOLINK_CREDIT'] as const;

/** What a gateway counts in. */
export type Currency = (typeof currencies)[number];

/**
 * An amount and how far it can be trusted: `quoted` from a price list; `reserved` by the gateway at submission; `settled` in its
 * final answer. Where a gateway tells only for how many seconds it bills, those at the list price are `quoted`, too. An `unknown`
 * price has no amount; it is never shown as zero.
 */
export type Money =
  | { readonly amount: string; readonly currency: Currency; readonly basis: 'quoted' | 'reserved' | 'settled' }
  | { readonly amount: null; readonly currency: Currency; readonly basis: 'unknown' };

/** What people call a currency. */
export const currencyNames = {
  USD: 'USD',
  CNY: 'CNY',
  EVOLINK_CREDIT: 'EvoLink credits',
} as const satisfies Readonly<Record<Currency, string>>;

/** Money for people, `25.5 EvoLink credits (quoted)`: an unknown price is said to be unknown. */
export function inWords(money: Money | undefined): string {
  if (money === undefined) return 'an unknown price';
  const currency = currencyNames[money.currency];
  return money.amount === null ? `an unknown price in ${currency}` : `${money.amount} ${currency} (${money.basis})`;
}
