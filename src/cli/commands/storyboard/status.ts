import type { CliCommand } from '../../command.js';
import { exitCodes } from '../../exit-codes.js';
import { showStoryboard } from '../../show-storyboard.js';
import { withVideoClient } from '../../video-client.js';

export const status: CliCommand = {
  name: 'status',
  summary: 'print how far a storyboard has come, shot by shot, and what it asks',
  configure: (command) => void command.argument('<id>'),

  run: ({ print, ...context }, _options, [id = '']) =>
    withVideoClient(context, async ({ storyboards }) => {
      const now = await storyboards.get(id).status();
      print(now, showStoryboard(now));
      return now.reviews.length > 0 || now.phase === 'capped' ? exitCodes.personMustDecide : exitCodes.done;
    }),
};
