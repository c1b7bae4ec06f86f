import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { callbackUrlsOptions, serveCallbacks } from '../serve-callbacks.js';
import { withTemporalClient } from '../temporal.js';
import { untilInterrupted } from '../until-interrupted.js';

export const callbacks: CliCommand = {
  name: 'callbacks',
  summary: 'receive the gateways’ callbacks on CALLBACK_LISTEN',

  async run({ config: readConfig, say, interrupted }) {
    const config = readConfig();
    callbackUrlsOptions(config);
    return withTemporalClient(async (client) => {
      const listening = await serveCallbacks(client, config, say);
      await untilInterrupted(interrupted);
      await listening.close();
      return exitCodes.done;
    });
  },
};
