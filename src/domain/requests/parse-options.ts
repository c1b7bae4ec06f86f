import { z } from 'zod';
import { idRule, isCallersId } from '../ids.js';
import { defaultPolicy, type GenerationPolicy, type WhenUnknown } from '../policy.js';
import { parseTimeSpan } from '../time-span.js';
import { budgets, budgetsRule } from './budget-options.js';
import { describe } from './describe-value.js';
import { money, moneyRule } from './money-option.js';
import { RequestError } from './request-error.js';

const durationRule = "a number with a unit, such as '90s', '30m', '1h' or '2d'";
const whenHeldRule = "'wait' or 'fail'";
const maxSubmissionsRule = 'a whole number from 1 to 5';
const whenUnknownRule =
  "'ask', 'fail', 'resubmit', or { ask, then, maxRisk? } with ask: a time such as '1h', then: 'fail' or 'resubmit', " +
  "maxRisk (for 'resubmit'): an amount such as '2 USD'";

const autoRule = '{ among?: a list of model ids, the preferred first; needsCallback?: true or false }';

/** A time such as `90s` or `6h`, in seconds. */
export const timeSpan = z
  .string(durationRule)
  .regex(/^\d{1,4}[smhd]$/, durationRule)
  .transform((text) => parseTimeSpan(text) ?? Number.NaN);

const words = {
  ask: { askSeconds: null, then: 'ask' },
  fail: { askSeconds: 0, then: 'fail' },
  resubmit: { askSeconds: 0, then: 'resubmit' },
} as const satisfies Record<string, WhenUnknown>;

const word = z.enum(['ask', 'fail', 'resubmit']).transform((chosen): WhenUnknown => words[chosen]);
const compound = z
  .strictObject({ ask: timeSpan, then: z.enum(['fail', 'resubmit']), maxRisk: money.optional() })
  .refine(({ then, maxRisk }) => maxRisk === undefined || then === 'resubmit', {
    path: ['maxRisk'],
    error: "only with then: 'resubmit'",
  })
  .transform(({ ask, then, maxRisk }): WhenUnknown => ({ askSeconds: ask, then, ...(maxRisk && { maxRisk }) }));

const auto = z.strictObject(
  {
    among: z.array(z.string(autoRule), autoRule).min(1, autoRule).optional(),
    needsCallback: z.boolean(autoRule).optional(),
  },
  autoRule,
);

/** What a caller may decide beforehand about one generation; how it is made is the request's matter. */
export const generationOptions = z.strictObject({
  /** What becomes of an order of unknown outcome, after three times the typical time. @default 'ask' */
  whenUnknown: z
    .union([word, compound], { error: whenUnknownRule })
    .default(defaultPolicy.whenUnknown)
    .describe(whenUnknownRule),
  /** What happens while the account can't order: `fail` ends the run, nothing billed. @default 'wait' */
  whenHeld: z.enum(['wait', 'fail'], whenHeldRule).default(defaultPolicy.whenHeld).describe(whenHeldRule),
  /** How often the video may be ordered, and paid for, when the gateway fails it by its own fault: 1 to 5. @default 1 */
  maxSubmissions: z
    .int(maxSubmissionsRule)
    .min(1, maxSubmissionsRule)
    .max(5, maxSubmissionsRule)
    .default(defaultPolicy.maxSubmissions)
    .describe(maxSubmissionsRule),
  /** The most that one order may cost by the price list, `'2 USD'`; dearer, nothing is ordered. @default no limit */
  maxPrice: money.optional().describe(moneyRule),
  /** Each order counts against these, and waits while one of them has no room: `{ name, cap: '40 USD', per: 'month' }`. @default none */
  budgets: budgets.optional().describe(budgetsRule),
  /** On whose behalf it is made, such as a team or a customer: in a search attribute, and for a fair share of the places. */
  tenant: z.string(idRule).refine(isCallersId, idRule).optional().describe(idRule),
  /** For requests with `model: 'auto'`: which models may be chosen. @default all whose price is known */
  auto: auto.optional().describe(autoRule),
});

/** The options of a generation as a caller writes them. */
export type GenerationOptions = z.input<typeof generationOptions>;

/** The options with their defaults. Throws a `RequestError` that names every wrong field. */
export function parseOptions(options: unknown): GenerationPolicy {
  const result = generationOptions.safeParse(options ?? {});
  if (result.success) return result.data;
  throw new RequestError(
    result.error.issues.flatMap((issue) => {
      const isStrange = issue.code === 'unrecognized_keys' && issue.path.length === 0;
      const fields = isStrange ? issue.keys : [String(issue.path[0] ?? 'options')];
      return fields.map((field) => ({
        field,
        given: describe(field === 'options' ? options : (options as Record<string, unknown>)[field]),
        allowed: isStrange
          ? `not an option; options are ${Object.keys(generationOptions.shape).join(', ')}`
          : issue.message,
        acceptedBy: [],
      }));
    }),
  );
}
