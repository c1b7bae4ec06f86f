import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { addScheduleOptions, toSchedule, type ScheduleCliOptions } from '../../schedule-options.js';
import { readStoryboard, toStoryboardOptions } from '../../storyboard-options.js';
import { withVideoClient } from '../../video-client.js';

export const update: CliCommand<ScheduleCliOptions> = {
  name: 'update',
  summary: 'replace what a schedule makes, and when; what runs goes on as it is',
  configure: (command) => void addScheduleOptions(command),

  async run({ print, ...context }, options, [id = '']) {
    const { document } = await readStoryboard(options.storyboard, toStoryboardOptions(options));
    return withVideoClient(context, async ({ schedules }) => {
      await schedules.update(id, document, toSchedule(options));
      const status = await schedules.get(id).status();
      print(status, `${id} fires next at ${status.next.slice(0, 3).join(', ') || 'no time'}`);
      return exitCodes.done;
    });
  },
};
