import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { UsageError } from '../../usage-error.js';
import { withVideoClient } from '../../video-client.js';

interface BackfillOptions {
  readonly from: string;
  readonly to: string;
}

export const backfill: CliCommand<BackfillOptions> = {
  name: 'backfill',
  summary: 'fire for every time of a span that lies behind',
  configure: (command) =>
    void command
      .argument('<id>', 'the schedule')
      .requiredOption('--from <moment>', 'ISO 8601, such as 2026-11-20T00:00:00Z')
      .requiredOption('--to <moment>', 'ISO 8601'),

  async run({ print, ...context }, options, [id = '']) {
    const span = { from: toDate('--from', options.from), to: toDate('--to', options.to) };
    return withVideoClient(context, async ({ schedules }) => {
      await schedules.get(id).backfill(span);
      print({ id }, `${id} was asked to fire for every time from ${options.from} to ${options.to}`);
      return exitCodes.done;
    });
  },
};

function toDate(option: string, text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime())) {
    throw new UsageError('WRONG_USAGE', `${option}: '${text}'; allowed: a moment such as 2026-11-20T00:00:00Z`);
  }
  return date;
}
