import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { FindOptions } from './find-options.js';

export interface CommandOptions extends Pick<FindOptions, 'environment'> {
  /** When the command is ended, in milliseconds. */
  readonly limitMs: number;
}

const runFile = promisify(execFile);

/** Runs a command to its end. Rejects, with the last line it wrote to stderr, unless it succeeds. */
export async function runCommand(
  command: string,
  commandArguments: readonly string[],
  { environment, limitMs }: CommandOptions,
): Promise<void> {
  try {
    await runFile(command, commandArguments, { env: environment, timeout: limitMs });
  } catch (error) {
    throw new Error(reason(error, limitMs), { cause: error });
  }
}

function reason(error: unknown, limitMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if ('killed' in error && error.killed === true) return `did not end within ${limitMs / 1000} s`;
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return (said || error.message).split('\n').at(-1) ?? error.message;
}
