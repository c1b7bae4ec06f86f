import { nameOfScope, releaseCommand } from '../../domain/hold.js';
import { describeOutage } from '../../domain/outage.js';
import type { CliCommand } from '../command.js';
import { configuredHolds } from '../configured-holds.js';
import { exitCodes } from '../exit-codes.js';
import { toTable } from '../table.js';

export const holds: CliCommand = {
  name: 'holds',
  summary: 'list what is held: since when, by whom, why, and how to release it; and the outages of gateways',

  async run({ config, print }) {
    const configured = configuredHolds(config());
    const standing = await configured.holds.list();
    const outages = await configured.outages();
    const rows = standing.map(({ scope, since = 'unknown', by, reason }) => [
      nameOfScope(scope),
      since,
      by,
      reason,
      releaseCommand(scope),
    ]);
    const lines = [
      rows.length === 0 ? 'nothing is held' : toTable(['held', 'since', 'by', 'why', 'to release it'], rows),
      ...outages.map((outage) => `${describeOutage(outage, outage)}. Its orders wait, and go on by themselves.`),
    ];
    print({ holds: standing, outages }, lines.join('\n'));
    return exitCodes.done;
  },
};
