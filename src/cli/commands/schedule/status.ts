import type { ScheduledRun } from '../../../client/schedule.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { showTotal } from '../../show-total.js';
import { toTable } from '../../table.js';
import { withVideoClient } from '../../video-client.js';

export const status: CliCommand = {
  name: 'status',
  summary: 'print when a schedule fires next, and what its last runs have cost',
  configure: (command) => void command.argument('<id>', 'the schedule'),

  run: ({ print, ...context }, _options, [id = '']) =>
    withVideoClient(context, async ({ schedules }) => {
      const now = await schedules.get(id).status();
      const { paused, note, next, runs, fired, missed } = now;
      const lines = [
        `${id} ${paused ? 'is paused' : `fires next at ${next.slice(0, 3).join(', ') || 'no time'}`}`,
        note,
        `fired ${fired} times${missed > 0 ? `; ${missed} firings were noticed too late, and dropped` : ''}`,
        runs.length > 0 ? toTable(['run', 'due', 'state', 'cost', 'why'], runs.map(toRow)) : undefined,
      ];
      print(now, lines.filter(Boolean).join('\n'));
      return exitCodes.done;
    }),
};

const toRow = ({ id, scheduledAt, state, cost, reason = '' }: ScheduledRun): string[] => [
  id,
  scheduledAt,
  state,
  cost === undefined ? '' : showTotal(cost),
  reason,
];
