import type { ScheduleOptions } from '@temporalio/client';
import type { ScheduleSettings } from '../domain/documents/schedule-settings.js';
import { limitInWords } from '../domain/budget.js';
import type { StoryboardOptions } from '../domain/storyboards/options.js';

/** A storyboard that is made by itself. */
export interface ScheduledStoryboard {
  readonly id: string;
  readonly document: unknown;
  readonly settings: ScheduleSettings;
  readonly taskQueue: string;
  /** What lists of runs show of it. */
  readonly summary: string;
}

/** What Temporal calls the ways in which firings overlap. */
const overlapPolicies = {
  skip: 'SKIP',
  'buffer-one': 'BUFFER_ONE',
  'buffer-all': 'BUFFER_ALL',
  'cancel-other': 'CANCEL_OTHER',
  'allow-all': 'ALLOW_ALL',
} as const satisfies Record<ScheduleSettings['overlap'], string>;

/** A scheduled storyboard in Temporal's words. */
export function toScheduleOptions({
  id,
  document,
  settings,
  taskQueue,
  summary,
}: ScheduledStoryboard): ScheduleOptions {
  const { cron, timeZone, overlap, catchupWindow, jitter, pauseOnFailure, budget, vars, paused } = settings;
  const options: StoryboardOptions = {
    timeZone,
    vars,
    budgets: budget && [
      { name: `schedules/${id}`, cap: limitInWords(budget.cap), per: budget.per, ...zoneOf(budget.per, timeZone) },
    ],
  };
  return {
    scheduleId: id,
    spec: {
      cronExpressions: [cron].flat(),
      timezone: timeZone,
      jitter: jitter === undefined ? undefined : jitter * 1000,
    },
    action: {
      type: 'startWorkflow',
      workflowType: 'storyboard',
      workflowId: id,
      taskQueue,
      args: [document, options],
      staticSummary: summary,
    },
    policies: { overlap: overlapPolicies[overlap], catchupWindow: catchupWindow * 1000, pauseOnFailure },
    state: { paused },
    memo: { reelworkSchema: 1 },
  };
}

const zoneOf = (per: string, timeZone: string) => (per === 'ever' ? {} : { timeZone });
