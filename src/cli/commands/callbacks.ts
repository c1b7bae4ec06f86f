import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { serveCallbacks } from '../serve-callbacks.js';
import { withTemporalClient } from '../temporal.js';
import { untilInterrupted } from '../until-interrupted.js';

export const callbacks: CliCommand = {
  name: 'callbacks',
  summary: 'receive the gateways’ callbacks on CALLBACK_LISTEN',

  run: ({ config, say, interrupted }) =>
    withTemporalClient(async (client) => {
      const listening = await serveCallbacks(client, config(), say);
      await untilInterrupted(interrupted);
      await listening.close();
      return exitCodes.done;
    }),
};
