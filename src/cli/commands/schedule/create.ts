import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { addScheduleOptions, toSchedule, type ScheduleCliOptions } from '../../schedule-options.js';
import { readStoryboard, toStoryboardOptions } from '../../storyboard-options.js';
import { withVideoClient } from '../../video-client.js';

export const create: CliCommand<ScheduleCliOptions> = {
  name: 'create',
  summary: 'make a storyboard by itself, at its times',
  configure: (command) => void addScheduleOptions(command),

  async run({ print, ...context }, options, [id = '']) {
    const { document } = await readStoryboard(options.storyboard, toStoryboardOptions(options));
    return withVideoClient(context, async ({ schedules }) => {
      const created = await schedules.create(id, document, toSchedule(options));
      const status = await created.status();
      print(status, `${id} fires next at ${status.next.slice(0, 3).join(', ') || 'no time'}`);
      return exitCodes.done;
    });
  },
};
