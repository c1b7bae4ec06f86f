import { faultCatalogue, faultTable, startEmulator } from '../../testing/emulator/index.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { count, hostAndPort, positiveNumber, share, wholeNumber } from '../option-values.js';
import { untilInterrupted } from '../until-interrupted.js';

interface EmulatorOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl?: string;
  readonly queueSeconds?: number;
  readonly runSeconds?: number;
  readonly concurrency?: number;
  readonly credits?: string;
  readonly resultFile?: string;
  readonly randomFaults?: number;
  readonly seed: number;
  readonly listFaults?: boolean;
}

const descriptions = () =>
  Object.fromEntries(Object.entries(faultCatalogue).map(([name, { description }]) => [name, description]));

export const emulator: CliCommand<EmulatorOptions> = {
  name: 'emulator',
  summary: 'run the gateway emulator: four gateways’ interfaces, real videos, no money',
  configure: (command) =>
    void command
      .option('--listen <host:port>', 'where to listen', hostAndPort, { host: '127.0.0.1', port: 8790 })
      .option('--public-url <url>', 'where clients reach it, if not where it listens')
      .option('--queue-seconds <seconds>', 'how long a job waits', positiveNumber)
      .option('--run-seconds <seconds>', 'how long a job runs', positiveNumber)
      .option('--concurrency <count>', 'how many jobs run at once', count)
      .option('--credits <amount>', 'EvoLink’s balance, in credits')
      .option('--result-file <path>', 'one file that stands in for all results')
      .option('--random-faults <share>', 'the share of jobs that meet faults by chance, from 0 to 1', share)
      .option('--seed <number>', 'decides which jobs meet which faults', wholeNumber, 1)
      .option('--list-faults', 'print all faults and what they do, and end')
      .addHelpText('after', '\nA prompt can ask for a fault, such as [[fault:moderation]] or [[fault:refuse-429*2]].'),

  async run({ print, interrupted }, { listen, credits, randomFaults, seed, listFaults, ...options }) {
    if (listFaults === true) {
      print(descriptions(), faultTable());
      return exitCodes.done;
    }
    const running = await startEmulator({
      ...listen,
      ...options,
      startingCredits: credits,
      randomFaults: randomFaults === undefined ? undefined : { seed, shareOfJobs: randomFaults },
    });
    try {
      const bill = `${running.url}/__bill`;
      print({ url: running.url, bill }, `Gateway emulator on ${running.url} (bill: ${bill}). ${running.notice}`);
      await untilInterrupted(interrupted);
    } finally {
      await running.close();
    }
    return exitCodes.done;
  },
};
