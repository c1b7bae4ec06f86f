import { startLocalStack } from '../../testing/local-stack/local-stack.js';
import type { CliCommand, CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { addLocalStackOptions, toLocalStackOptions, type LocalStackCliOptions } from '../local-stack-options.js';
import { untilInterrupted } from '../until-interrupted.js';
import { withWorkerLogs } from '../worker-logs.js';

export const dev: CliCommand<LocalStackCliOptions> = {
  name: 'dev',
  summary: 'start the whole stack on this machine and leave it running; nothing is paid',
  configure: (command) => void addLocalStackOptions(command),

  run: (context, options) => withWorkerLogs(() => runDev(context, options)),
};

async function runDev(context: CommandContext, options: LocalStackCliOptions): Promise<ExitCode> {
  const stack = await startLocalStack(toLocalStackOptions('dev', options, context));
  try {
    const { uiUrl, emulator, objectsFolder, variables } = stack;
    const urls = { temporalUi: uiUrl, gateway: emulator.url, bill: `${emulator.url}/__bill` };
    context.print(
      { urls, objectsFolder, variables },
      [
        uiUrl && `Temporal UI   ${uiUrl}`,
        `gateway       ${emulator.url} (bill: ${urls.bill}). ${emulator.notice}`,
        objectsFolder && `videos        ${objectsFolder}`,
        'In another terminal:',
        ...Object.entries(variables).map(([name, value]) => `  export ${name}=${value}`),
        "  npx reelwork generate --model evolink/wan2.6-text-to-video --prompt 'A cat playing piano'",
        'Ctrl-C stops everything.',
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
    );
    await untilInterrupted(context.interrupted);
  } finally {
    await stack.stop();
  }
  return exitCodes.done;
}
