import { z } from 'zod';
import { currencies, type Currency } from '../money.js';
import type { MoneyLimit } from '../policy.js';

const rule = `an amount and its currency, such as '2 USD'; currencies: ${currencies.join(', ')}`;

/** An amount as a caller writes it: `'2 USD'`. */
export const money = z
  .string(rule)
  .regex(new RegExp(`^\\d{1,12}(\\.\\d{1,9})? (${currencies.join('|')})$`), rule)
  .transform((text): MoneyLimit => {
    const [amount = '', currency] = text.split(' ');
    return { amount, currency: currency as Currency };
  });
