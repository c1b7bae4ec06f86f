import { describeHold, nameOfScope, releaseCommand, releaseNoticedSeconds } from '../../domain/hold.js';
import type { CliCommand } from '../command.js';
import { configuredHolds } from '../configured-holds.js';
import { exitCodes } from '../exit-codes.js';
import { countHeldGenerations } from '../held-generations.js';
import { addHoldTarget, toHoldScope, type HoldTargetOptions } from '../hold-target.js';

export const release: CliCommand<HoldTargetOptions> = {
  name: 'release',
  summary: 'lift the hold of a gateway, an account or a model; held generations go on by themselves',
  configure: (command) => void addHoldTarget(command),

  async run({ config: readConfig, print }, options, [target = '']) {
    const config = readConfig();
    const scope = toHoldScope(target, options, config);
    const { holds } = configuredHolds(config);
    const lifted = await holds.lift(scope);
    const standing = (await holds.list()).filter(({ scope: { gateway } }) => gateway === scope.gateway);
    // Where more holds stand, nobody can tell which of them keeps a generation.
    const resumed = lifted === undefined || standing.length > 0 ? undefined : await countHeldGenerations(scope);
    const lines = [
      lifted === undefined
        ? `${nameOfScope(scope)} was not held: nothing was lifted.`
        : `Lifted: ${describeHold(lifted)}. ${resumption(resumed)}`,
      ...standing.map((hold) => `Still ${describeHold(hold)}. To lift it: ${releaseCommand(hold.scope)}`),
    ];
    print({ lifted: lifted ?? null, standing, heldGenerations: resumed ?? null }, lines.join('\n'));
    return exitCodes.done;
  },
};

const resumption = (generations: number | undefined): string =>
  `The generations that it held${generations === undefined ? '' : ` (${generations})`} order by themselves within ${releaseNoticedSeconds} s.`;
