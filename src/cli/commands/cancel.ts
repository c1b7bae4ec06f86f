import { hasEnded } from '../../domain/generation-state.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { withVideoClient } from '../video-client.js';

export const cancel: CliCommand = {
  name: 'cancel',
  summary: 'ask a generation to stop; a video that is paid for is still kept',
  configure: (command) => void command.argument('<id>'),

  run: ({ print, ...context }, _options, [id = '']) =>
    withVideoClient(context, async (videos) => {
      const generation = videos.get(id);
      const before = await generation.status();
      if (hasEnded(before.state)) {
        print(before, `${id} is ${before.state} already. How it ended: reelwork status ${id}`);
        return exitCodes.done;
      }
      await generation.cancel();
      const status = await generation.status();
      print(status, `${id} was asked to stop and is ${status.state}. Its receipt: reelwork status ${id}`);
      return exitCodes.done;
    }),
};
