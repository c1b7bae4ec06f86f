import { z } from 'zod';

// Messages of these schemas say what is allowed. What a field means stands in its description, for editors.

/** An object with these fields and no others. Its message names them. */
export const strict = <Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `not a field of ${what}, which has ${fieldsOf(shape)}`
        : `${what}, with ${fieldsOf(shape)}`,
  });

const fieldsOf = (shape: object): string => Object.keys(shape).join(', ');

const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** `a, b or c`. */
export const eitherOf = (values: readonly (string | number)[]): string => choice.format(values.map(String));

/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words, eitherOf(words.map((word) => `'${word}'`)));

/** A whole number, both bounds included. */
export const wholeNumber = (from: number, to: number) => {
  const rule = `a whole number from ${from} to ${to}`;
  return z.int(rule).min(from, rule).max(to, rule);
};

/** A number, both bounds included. */
export const numberFrom = (from: number, to: number) => {
  const rule = `a number from ${from} to ${to}`;
  return z.number(rule).min(from, rule).max(to, rule);
};

/** A text for people. */
export const textOf = (longest: number) => {
  const rule = `text of 1 to ${longest} characters`;
  return z.string(rule).refine((text) => text.trim() !== '' && [...text].length <= longest, rule);
};

/** A text that another schema takes, with that one's description as the message. */
export const textLike = (schema: z.ZodType<string>, rule = schema.description ?? '') =>
  z.string(rule).refine((text) => schema.safeParse(text).success, rule);
