import Big from 'big.js';
import { z } from 'zod';
import { canNameTask } from '../domain/task.js';

// Values that gateways write in more than one way.

/** An id, as text or number. */
export const idText = z.union([z.string().trim(), z.int().transform(String)]);

/** An id that a task can be asked for by. */
export const taskIdText = idText.refine(canNameTask);

/** What an answer may leave out, or fill with something else, without being any less of an answer. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

/** An error as an object or as bare text. */
export const errorText = z.string().transform((message) => ({ code: undefined, message }));

/** Longer than any amount, as text. In digits on each side of the point. */
const longestAmount = 30;

/** An amount as a decimal with all its digits: a number, or the text of one that a float would round. */
export const decimal = z
  .union([
    z.number().nonnegative(),
    z.string().regex(new RegExp(`^\\d{1,${longestAmount}}(\\.\\d{1,${longestAmount}})?$`)),
  ])
  .transform((amount) => new Big(amount).toFixed());

/** A code, as text or number. */
export const codeText = z.union([z.string(), z.number().transform(String)]);

/** Numbers beyond this, the year 5138 in seconds, count something smaller. */
const largestSeconds = 1e11;

/** A time as a number: Unix seconds, or what some servers give instead, milliseconds or microseconds. 0 is no time. */
export const unixSeconds = z
  .number()
  .positive()
  .transform((time) => [1, 1e3, 1e6].map((unit) => time / unit).find((seconds) => seconds < largestSeconds))
  .pipe(z.number());
