import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { withVideoClient } from '../../video-client.js';

export const raise: CliCommand = {
  name: 'raise',
  summary: "raise a storyboard's budget",
  configure: (command) =>
    void command.argument('<id>', 'the storyboard').argument('<cap>', "the new cap, such as '60 USD'"),

  run: ({ print, ...context }, _options, [id = '', cap = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      const said = await storyboards.get(id).raise(cap);
      print({ id, said }, said);
      return exitCodes.done;
    }),
};
