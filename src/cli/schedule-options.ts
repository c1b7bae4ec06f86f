import type { Command } from 'commander';
import type { ScheduleInput } from '../domain/documents/schedule-settings.js';
import { toStoryboardOptions } from './storyboard-options.js';

/** The options by which a schedule is described on the command line. */
export interface ScheduleCliOptions {
  readonly cron: readonly string[];
  readonly storyboard: string;
  readonly timeZone?: string;
  readonly overlap?: string;
  readonly catchupWindow?: string;
  readonly jitter?: string;
  readonly pauseOnFailure?: boolean;
  readonly budget?: string;
  readonly per?: string;
  readonly var?: readonly string[];
  readonly paused?: boolean;
}

export const addScheduleOptions = (command: Command): Command =>
  command
    .argument('<id>', 'the schedule')
    .requiredOption('--cron <expression...>', "when, such as '0 3 * * *'; may be repeated")
    .requiredOption('--storyboard <file>', 'what: as the file is now; a later change of it changes nothing')
    .option('--time-zone <name>', 'by whose clocks, such as Europe/Berlin (default: UTC)')
    .option(
      '--overlap <policy>',
      'while a run is still going: skip, buffer-one, buffer-all, cancel-other or allow-all (default: skip)',
    )
    .option('--catchup-window <time>', 'how late a missed firing is made up for, such as 2h (default: 1h)')
    .option('--jitter <time>', 'up to how much later it fires, by chance, such as 5m')
    .option('--pause-on-failure', 'pause when a run ends without its film')
    .option('--budget <money>', "the most that all runs of a period may cost, such as '40 USD'")
    .option('--per <period>', 'the period of the budget: ever, day, week or month (default: ever)')
    .option('--var <name=value...>', 'what a variable of the document stands for; may be repeated')
    .option('--paused', 'do not fire until it is resumed');

/** The options as the library takes them, not checked yet. */
export function toSchedule(options: ScheduleCliOptions): ScheduleInput {
  const { cron, overlap, catchupWindow, jitter, pauseOnFailure, budget, per, paused } = options;
  const given = {
    ...toStoryboardOptions(options),
    cron,
    overlap,
    catchupWindow,
    jitter,
    pauseOnFailure,
    paused,
    budget: budget === undefined ? undefined : { cap: budget, ...(per !== undefined && { per }) },
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as unknown as ScheduleInput;
}
