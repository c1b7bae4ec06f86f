import { nameOfScope, releaseCommand } from '../../domain/hold.js';
import type { CliCommand } from '../command.js';
import { configuredHolds } from '../configured-holds.js';
import { exitCodes } from '../exit-codes.js';
import { toTable } from '../table.js';

export const holds: CliCommand = {
  name: 'holds',
  summary: 'list what is held: since when, by whom, why, and how to release it',

  async run({ config, print }) {
    const standing = await configuredHolds(config()).holds.list();
    const rows = standing.map(({ scope, since = 'unknown', by, reason }) => [
      nameOfScope(scope),
      since,
      by,
      reason,
      releaseCommand(scope),
    ]);
    print(
      { holds: standing },
      rows.length === 0 ? 'nothing is held' : toTable(['held', 'since', 'by', 'why', 'to release it'], rows),
    );
    return exitCodes.done;
  },
};
