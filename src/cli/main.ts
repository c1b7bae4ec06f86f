#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { readConfig } from '../config.js';
import type { CliCommand } from './command.js';
import { callbacks } from './commands/callbacks.js';
import { cancel } from './commands/cancel.js';
import { demo } from './commands/demo.js';
import { dev } from './commands/dev.js';
import { emulator } from './commands/emulator.js';
import { generate } from './commands/generate.js';
import { list } from './commands/list.js';
import { models } from './commands/models.js';
import { status } from './commands/status.js';
import { worker } from './commands/worker.js';
import { exitCodes } from './exit-codes.js';
import { runCommand } from './run-command.js';

// Which Node versions this package supports, its own documentation says.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const commands = [demo, dev, generate, status, list, cancel, models, worker, callbacks, emulator] as CliCommand[];

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const program = new Command('reelwork')
  .description('Generated videos as verified files in your own S3 bucket: one request, at most one bill.')
  .version(version)
  .exitOverride();

for (const command of commands) {
  const subcommand = program
    .command(command.name)
    .description(command.summary)
    .option('--json', 'print one JSON document to stdout and nothing else')
    .exitOverride()
    .action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flat()
        .filter((arg): arg is string => typeof arg === 'string');
      process.exitCode = await runCommand(command, subcommand.opts(), args, () => readConfig(process.env));
    });
  command.configure?.(subcommand);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
}
