#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import type { CliCommand } from './command.js';
import { loadCommands } from './commands/index.js';
import { exitCodes } from './exit-codes.js';
import { runCommand } from './run-command.js';
import { wantsJson, printJson } from './json-output.js';

// Which Node versions this package supports, its own documentation says.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// Whoever reads may stop reading; that changes nothing about what is done, or how it ends.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const commandLine = process.argv.slice(2);
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const program = new Command('reelwork')
  .description('Generated videos as verified files in your own S3 bucket: one request, at most one bill.')
  .version(version)
  .showHelpAfterError('(reelwork --help, or --help after a command, shows what there is)')
  .exitOverride();

for (const command of await loadCommands(commandLine)) {
  if ('run' in command) addCommand(program, command);
  else {
    const group = program.command(command.name).description(command.summary).exitOverride();
    for (const member of command.commands) addCommand(group, member);
  }
}

function addCommand(parent: Command, command: CliCommand<never>): void {
  const subcommand = parent
    .command(command.name)
    .description(command.summary)
    .option('--json', 'print one JSON document to stdout and nothing else')
    .exitOverride()
    .action(async (...given: unknown[]) => {
      const args = given.slice(0, -2).filter((arg): arg is string => typeof arg === 'string');
      process.exitCode = await runCommand(command as CliCommand, subcommand.opts(), args);
    });
  command.configure?.(subcommand);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  // What is wrong stands on stderr already, for people.
  if (error.exitCode !== 0 && wantsJson(commandLine))
    printJson({ error: { code: 'WRONG_USAGE', message: error.message } });
}
