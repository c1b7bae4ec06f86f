import { startLocalStack } from '../../testing/local-stack/local-stack.js';
import type { CliCommand, CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { addLocalStackOptions, toLocalStackOptions, type LocalStackCliOptions } from '../local-stack-options.js';
import { untilInterrupted } from '../until-interrupted.js';
import { writeEnvironment } from '../write-environment.js';
import { withWorkerLogs } from '../worker-logs.js';

export const dev: CliCommand<LocalStackCliOptions> = {
  name: 'dev',
  summary: 'start the whole stack on this machine and leave it running; nothing is paid',
  configure: (command) => void addLocalStackOptions(command),

  run: (context, options) => withWorkerLogs(() => runDev(context, options)),
};

async function runDev(context: CommandContext, options: LocalStackCliOptions): Promise<ExitCode> {
  const stackOptions = toLocalStackOptions('dev', options, context);
  const stack = await startLocalStack(stackOptions);
  try {
    const { uiUrl, emulator, objectsFolder, variables, bucketVariables } = stack;
    const environmentFile = await writeEnvironment(stackOptions.folder, { ...variables, ...bucketVariables });
    const urls = { temporalUi: uiUrl, gateway: emulator.url, bill: `${emulator.url}/__bill` };
    context.print(
      { urls, objectsFolder, variables, environmentFile },
      [
        uiUrl && `Temporal UI   ${uiUrl}`,
        `gateway       ${emulator.url} (bill: ${urls.bill}). ${emulator.notice}`,
        objectsFolder && `videos        ${objectsFolder}`,
        'In another terminal:',
        ...Object.entries(variables).map(([name, value]) => `  export ${name}=${value}`),
        "  npx reelwork generate --model evolink/wan2.6-text-to-video --prompt 'A cat playing piano'",
        `Commands that need the bucket, too, such as hold or recover: . '${environmentFile}'`,
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
