import { startLocalStack } from '../../testing/local-stack/local-stack.js';
import type { CliCommand, CommandContext } from '../command.js';
import { demoRequests } from '../demo-requests.js';
import type { GenerationResult } from '../../domain/result.js';
import { createObjectKeys } from '../../domain/object-keys.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { addLocalStackOptions, toLocalStackOptions, type LocalStackCliOptions } from '../local-stack-options.js';
import { showResult } from '../show-result.js';
import { untilInterrupted } from '../until-interrupted.js';
import { withWorkerLogs } from '../worker-logs.js';
import { watchTogether } from '../watch-together.js';

interface DemoOptions extends LocalStackCliOptions {
  readonly json?: boolean;
}

export const demo: CliCommand<DemoOptions> = {
  name: 'demo',
  summary: 'start the whole stack on this machine and generate one video of each kind; nothing is paid',
  configure: (command) => void addLocalStackOptions(command),

  run: (context, options) => withWorkerLogs(() => runDemo(context, options)),
};

async function runDemo(context: CommandContext, options: DemoOptions): Promise<ExitCode> {
  const { print, say, interrupted } = context;
  const startedAt = Date.now();
  const stack = await startLocalStack(toLocalStackOptions('demo', options, context));
  try {
    const { uiUrl, emulator, objectsFolder, videos, bucket } = stack;
    const readyAt = Date.now();
    say(`ready after ${seconds(startedAt, readyAt)} s${uiUrl === undefined ? '' : `. Watch it: ${uiUrl}`}`);
    const orders = await demoRequests(emulator, bucket);
    const generations = await Promise.all(orders.map(({ id, request }) => videos.start(id, request)));
    const results = await watchTogether(generations, { say, interrupted });
    const doneAt = Date.now();

    const bill = emulator.bill();
    const urls = { temporalUi: uiUrl, gateway: emulator.url, bill: `${emulator.url}/__bill` };
    const fileOf = ({ id }: GenerationResult) => objectsFolder && `${objectsFolder}/${createObjectKeys('').video(id)}`;
    const files = results.map(fileOf);
    const times = { setUpSeconds: seconds(startedAt, readyAt), generationSeconds: seconds(readyAt, doneAt) };
    print(
      { videos: results, bill, urls, files, times },
      [
        ...results.map((result, index) =>
          [showResult(result), files[index] && `  file    ${files[index]}`].filter(Boolean).join('\n'),
        ),
        `bill: ${bill.acceptedJobs} accepted jobs, ${bill.credits.spent} credits spent (emulated: nothing was paid)`,
        `time: ${times.setUpSeconds} s to start the servers, ${times.generationSeconds} s to generate and store`,
      ].join('\n'),
    );
    if (process.stdout.isTTY && options.json !== true) {
      say(
        `The stack stays up: ${uiUrl === undefined ? '' : `Temporal UI ${uiUrl}, `}bill ${urls.bill}. Ctrl-C stops it.`,
      );
      await untilInterrupted(interrupted);
    }
  } finally {
    await stack.stop();
  }
  return exitCodes.done;
}

const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
