import { randomInt } from 'node:crypto';

export const digits = '0123456789';
export const smallLetters = 'abcdefghijklmnopqrstuvwxyz';

/** So many characters out of an alphabet, by chance. */
export const randomText = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
