/** What gateways count in. */
export const currencies = ['USD', 'CNY', 'EVOLINK_CREDIT'] as const;

export type Currency = (typeof currencies)[number];

/**
 * An amount and how far it can be trusted: `quoted` from a price list, `reserved` by the gateway at submission,
 * `settled` in its final answer. An `unknown` price has no amount; it is never shown as zero.
 */
export type Money =
  | { readonly amount: string; readonly currency: Currency; readonly basis: 'quoted' | 'reserved' | 'settled' }
  | { readonly amount: null; readonly currency: Currency; readonly basis: 'unknown' };
