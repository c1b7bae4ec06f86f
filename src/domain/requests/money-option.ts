import { z } from 'zod';
import { currencies, type Currency } from '../money.js';
import type { MoneyLimit } from '../policy.js';

/** How an amount is written, in words for messages. */
export const moneyRule = `an amount and its currency, such as '2 USD'; currencies: ${currencies.join(', ')}`;

/** An amount as a caller writes it: `'2 USD'`. */
export const money = z
  .string(moneyRule)
  .regex(new RegExp(`^\\d{1,12}(\\.\\d{1,9})? (${currencies.join('|')})$`), moneyRule)
  .transform((text): MoneyLimit => {
    const [amount = '', currency] = text.split(' ');
    return { amount, currency: currency as Currency };
  });
