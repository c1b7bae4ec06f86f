import type { ListedGeneration } from '../../client/list-generations.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { count } from '../option-values.js';
import { toTable } from '../table.js';
import { withVideoClient } from '../video-client.js';

const defaultLimit = 50;

export const list: CliCommand<{ readonly where?: string; readonly limit: number }> = {
  name: 'list',
  summary: 'list generations, the newest first',
  configure: (command) =>
    void command
      .option('--where <query>', 'a Temporal visibility query, such as "ReelworkState = \'held\'"')
      .option('--limit <count>', 'how many at the most', count, defaultLimit),

  run: ({ print, ...context }, { where, limit }) =>
    withVideoClient(context, async (videos) => {
      const generations: ListedGeneration[] = [];
      for await (const generation of videos.list({ where, limit })) generations.push(generation);
      const rows = generations.map(({ id, state = 'ended', model = '', startedAt }) => [id, state, model, startedAt]);
      print({ generations }, rows.length === 0 ? 'no generations' : toTable(['id', 'state', 'model', 'started'], rows));
      return exitCodes.done;
    }),
};
