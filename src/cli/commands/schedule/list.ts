import type { ListedSchedule } from '../../../client/schedules.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { toTable } from '../../table.js';
import { withVideoClient } from '../../video-client.js';

export const list: CliCommand = {
  name: 'list',
  summary: 'list all schedules',

  run: ({ print, ...context }) =>
    withVideoClient(context, async ({ schedules }) => {
      const listed: ListedSchedule[] = [];
      for await (const each of schedules.list()) listed.push(each);
      const rows = listed.map(({ id, paused, nextAt = '', lastAt = '', note = '' }) => [
        id,
        paused ? 'paused' : nextAt,
        lastAt,
        note,
      ]);
      print({ schedules: listed }, toTable(['id', 'next', 'last', 'note'], rows));
      return exitCodes.done;
    }),
};
