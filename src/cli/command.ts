import type { Command } from 'commander';
import type { Config, Environment } from '../config.js';
import type { ExitCode } from './exit-codes.js';

/** What every command gets from `main`. */
export interface CommandContext {
  readonly environment: Environment;
  /** Reads and checks the environment. Throws a `ConfigError`. */
  readonly config: () => Config;
  /** Prints the result: one JSON document with `--json`, else the text for people. */
  readonly print: (document: object, text: string) => void;
  /** Says something to a person who watches; never part of the result. */
  readonly say: (line: string) => void;
  /** Aborted, with an `Interrupted`, by Ctrl-C and by a polite request to end. */
  readonly interrupted: AbortSignal;
}

/** One verb of the command line: data, and one function. */
export interface CliCommand<Options = object> {
  readonly name: string;
  readonly summary: string;
  /** Adds the command's arguments and options. */
  readonly configure?: (command: Command) => void;
  readonly run: (context: CommandContext, options: Options, args: readonly string[]) => Promise<ExitCode>;
}

/** Commands that belong together: `reelwork <group> <command>`. */
export interface CliGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CliCommand<never>[];
}
