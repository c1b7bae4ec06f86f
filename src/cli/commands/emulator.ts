import { faultCatalogue, startEmulator } from '../../testing/emulator/index.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { hostAndPort, positiveNumber } from '../option-values.js';
import { untilInterrupted } from '../until-interrupted.js';

interface EmulatorOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl?: string;
  readonly queueSeconds?: number;
  readonly runSeconds?: number;
  readonly credits?: string;
}

const faults = Object.entries(faultCatalogue)
  .map(([name, { description }]) => `  [[fault:${name}]]  ${description}`)
  .join('\n');

export const emulator: CliCommand<EmulatorOptions> = {
  name: 'emulator',
  summary: 'run the gateway emulator: EvoLink’s interface, real videos, no money',
  configure: (command) =>
    void command
      .option('--listen <host:port>', 'where to listen', hostAndPort, { host: '127.0.0.1', port: 8790 })
      .option('--public-url <url>', 'where clients reach it, if not where it listens')
      .option('--queue-seconds <seconds>', 'how long a job waits', positiveNumber)
      .option('--run-seconds <seconds>', 'how long a job runs', positiveNumber)
      .option('--credits <amount>', 'the account’s balance')
      .addHelpText('after', `\nFaults that a prompt can ask for:\n${faults}`),

  async run({ print, interrupted }, { listen, publicUrl, queueSeconds, runSeconds, credits }) {
    const running = await startEmulator({ ...listen, publicUrl, queueSeconds, runSeconds, startingCredits: credits });
    try {
      const bill = `${running.url}/__bill`;
      print({ url: running.url, bill }, `EvoLink emulator on ${running.url} (bill: ${bill}). ${running.notice}`);
      await untilInterrupted(interrupted);
    } finally {
      await running.close();
    }
    return exitCodes.done;
  },
};
