import { z } from 'zod';
import { budgetPeriods } from '../budget.js';
import { isTimeZone } from '../budget-period.js';
import { describe } from '../requests/describe-value.js';
import { money } from '../requests/money-option.js';
import { timeSpan } from '../requests/parse-options.js';
import { RequestError } from '../requests/request-error.js';
import { oneOf, strict } from './strict.js';

const cronRule = "a cron expression of five fields, such as '0 3 * * *', or a list of them";
const cron = z.string(cronRule).regex(/^\S+(\s+\S+){4,6}$|^@\w+$/, cronRule);
const timeZoneRule = "the name of a time zone, such as 'Europe/Berlin'";

/** What becomes of a firing while the run of an earlier one is still going. */
const overlaps = ['skip', 'buffer-one', 'buffer-all', 'cancel-other', 'allow-all'] as const;

/** When a storyboard is made by itself, and how. */
const scheduleSettings = strict('a schedule', {
  cron: z.union([cron, z.array(cron, cronRule).min(1, cronRule)], cronRule),
  timeZone: z.string(timeZoneRule).refine(isTimeZone, timeZoneRule).default('UTC'),
  overlap: oneOf(overlaps).default('skip'),
  /** A firing that was missed is made up for within this time; later, it is dropped. */
  catchupWindow: timeSpan.default(3600),
  /** A firing comes up to so much later, by chance. */
  jitter: timeSpan.optional(),
  /** Whether the schedule pauses when a run ends without its film. */
  pauseOnFailure: z.boolean('true or false').default(false),
  /** The most that all runs of a period may cost. */
  budget: strict('a budget', {
    cap: money,
    per: oneOf(budgetPeriods).default('ever'),
  }).optional(),
  vars: z.record(z.string(), z.string(), 'an object of names, each with its text').optional(),
  paused: z.boolean('true or false').default(false),
});

/** When a storyboard is made by itself, as callers write it. */
export type ScheduleInput = z.input<typeof scheduleSettings>;

/** When a storyboard is made by itself. */
export type ScheduleSettings = z.output<typeof scheduleSettings>;

/** The settings with their defaults. Throws a `RequestError` that names every wrong field. */
export function parseSchedule(given: unknown): ScheduleSettings {
  const result = scheduleSettings.safeParse(given);
  if (result.success) return result.data;
  throw new RequestError(
    result.error.issues.map(({ path, message: allowed, ...issue }) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const field = [...path, ...keys.slice(0, 1)].map(String);
      const value = field.reduce<unknown>(
        (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
        given,
      );
      return { field: field.join('.') || 'schedule', given: describe(value), allowed, acceptedBy: [] };
    }),
  );
}
