import { addChangeOptions, toChanges, type ChangeOptions } from '../../change-options.js';
import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { withVideoClient } from '../../video-client.js';

export const redo: CliCommand<ChangeOptions> = {
  name: 'redo',
  summary: 'make a new take of a shot, which is paid for; earlier takes stay',
  configure: (command) => void addChangeOptions(command.argument('<id>', 'the storyboard').argument('<shot>')),

  run: ({ print, ...context }, options, [id = '', shot = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      const said = await storyboards.get(id).redo(shot, toChanges(options));
      print({ id, shot, said }, said);
      return exitCodes.done;
    }),
};
