import { InvalidArgumentError } from 'commander';
import { describeHold, longestReason, nameOfScope, releaseCommand } from '../../domain/hold.js';
import type { CliCommand } from '../command.js';
import { configuredHolds } from '../configured-holds.js';
import { exitCodes } from '../exit-codes.js';
import { addHoldTarget, toHoldScope, type HoldTargetOptions } from '../hold-target.js';

interface HoldOptions extends HoldTargetOptions {
  readonly reason: string;
}

export const hold: CliCommand<HoldOptions> = {
  name: 'hold',
  summary: 'stop new orders to a gateway, from an account or for a model; what is ordered goes on',
  configure: (command) =>
    void addHoldTarget(command).option(
      '--reason <text>',
      'why; shown by every held generation',
      oneLine,
      'no reason given',
    ),

  async run({ config: readConfig, environment, print }, { reason, ...options }, [target = '']) {
    const config = readConfig();
    const scope = toHoldScope(target, options, config);
    const { holds, uriOf } = configuredHolds(config);
    const by = environment['USER'] ?? 'a person';
    const since = new Date().toISOString();
    const set = await holds.set({ scope, code: 'STOPPED', reason, since, by });
    const uri = uriOf(scope);
    print(
      { hold: set.hold, isNew: set.isNew, uri },
      [
        set.isNew
          ? `${nameOfScope(scope)} is held: within seconds nothing new is ordered there.`
          : `Nothing changed: ${describeHold(set.hold)}.`,
        'What is ordered already goes on: it is waited for and stored. Generations that would order now are held.',
        `The hold is ${uri}`,
        `To let orders go on: ${releaseCommand(scope)}`,
      ].join('\n'),
    );
    return exitCodes.done;
  },
};

function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  if (line === '' || line.length > longestReason) {
    throw new InvalidArgumentError(`It must be a text of at most ${longestReason} characters.`);
  }
  return line;
}
