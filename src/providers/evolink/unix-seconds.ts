import { z } from 'zod';

/** Numbers beyond this, the year 5138 in seconds, count something smaller. */
const largestSeconds = 1e11;

/** A time as a number: Unix seconds, or what some servers give instead, milliseconds or microseconds. 0 is no time. */
export const unixSeconds = z
  .number()
  .positive()
  .transform((time) => [1, 1e3, 1e6].map((unit) => time / unit).find((seconds) => seconds < largestSeconds))
  .pipe(z.number());
