import { z } from 'zod';
import { money } from '../requests/money-option.js';
import { timeSpan } from '../requests/parse-options.js';
import { film } from './film-schema.js';
import { declaredVariables, references } from './named.js';
import { shotFields } from './shot-schema.js';
import { oneOf, strict, textOf, wholeNumber } from './strict.js';

const mostShots = 500;

/** What depends on the models that can be ordered, and is checked by them. */
export interface OrderedParts {
  /** Every field that some model's request has. */
  readonly requestFields: Readonly<Record<string, z.ZodType>>;
  /** The options of a generation. */
  readonly options: z.ZodType;
}

const timeout = strict('approval', {
  mode: oneOf(['each-shot', 'before-film', 'before-spend']).describe('What a person is asked about.'),
  timeout: timeSpan.describe('How long the answer is waited for, such as 12h.'),
  then: oneOf(['approve', 'reject']).describe('What counts as the answer afterwards.'),
}).transform(({ mode, timeout: seconds, then }) => ({ mode, timeout: { seconds, then } }));

const word = oneOf(['none', 'each-shot', 'before-film', 'before-spend']).transform((mode) => ({ mode }));

const approvalRule = "'none', 'each-shot', 'before-film', 'before-spend', or { mode, timeout, then }";

/** The storyboard document. Requests and options are left to the checks that hold for single generations. */
export const documentSchema = ({ requestFields, options }: OrderedParts) =>
  strict('a storyboard', {
    $schema: z.string('a link').optional().describe('The JSON Schema, for editors. Not read.'),
    title: textOf(200).optional().describe('What people call it.'),
    vars: declaredVariables.default({}).describe('Variables with their default texts: {{name}} stands for each.'),
    references: references.default({}).describe('Images, videos and sounds by name, for fields that take links.'),
    defaults: strict('defaults', requestFields)
      .default({})
      .describe('Request fields of every shot whose model has them.'),
    options: options.describe('What is decided beforehand about every generation.'),
    shots: z
      .array(strict('a shot', { ...shotFields, ...requestFields }), `1 to ${mostShots} shots`)
      .min(1, `1 to ${mostShots} shots`)
      .max(mostShots, `1 to ${mostShots} shots`)
      .describe('The shots, in the order of the film.'),
    film,
    budget: money.optional().describe('The most that all runs of this storyboard may cost, such as 40 USD.'),
    whenSpent: oneOf(['wait', 'end'])
      .default('wait')
      .describe('What happens when the budget is spent: wait for a higher one, or end with what there is.'),
    approval: z
      .union([word, timeout], approvalRule)
      .prefault('none')
      .describe('What a person is asked before it goes on.'),
    deadline: timeSpan.optional().describe('After so long no shot is begun, and none is waited for; such as 6h.'),
    parallel: wholeNumber(1, mostShots).default(100).describe('How many shots may be under way at a time.'),
  });

/** A document that has the right shape. */
export type ParsedDocument = z.output<ReturnType<typeof documentSchema>>;
