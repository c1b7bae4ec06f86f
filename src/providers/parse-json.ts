import { isSafeNumber, parse } from 'lossless-json';

/** A float holds every number of up to 15 digits; what it would round stays as it was written. */
const exactly = (written: string): number | string => (isSafeNumber(written) ? Number(written) : written);

/**
 * An answer's JSON, with every digit of its numbers: amounts of money are among them. `undefined` where it is none. What
 * repeats a key has the last value, as with `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  try {
    return parse(text, undefined, { parseNumber: exactly, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    // It recurses, and an answer may be as deep as it is long.
    return parsePlainly(text);
  }
}

function parsePlainly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
