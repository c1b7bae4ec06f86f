import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { withVideoClient } from '../../video-client.js';

export const cancel: CliCommand = {
  name: 'cancel',
  summary: 'begin no more takes; what was paid for is kept',
  configure: (command) => void command.argument('<id>', 'the storyboard'),

  run: ({ print, ...context }, _options, [id = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      await storyboards.get(id).cancel();
      print({ id }, `${id} is asked to stop`);
      return exitCodes.done;
    }),
};
