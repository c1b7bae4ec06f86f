import type { Config } from '../config.js';
import { GenerationError } from '../client/generation-error.js';
import { RequestError } from '../domain/requests/request-error.js';
import type { CliCommand } from './command.js';
import { classifyError, exitCodes, type ExitCode } from './exit-codes.js';

/** Runs one command, prints its result or its error, and gives the exit code. */
export async function runCommand(
  command: CliCommand,
  options: { readonly json?: boolean },
  args: readonly string[],
  config: () => Config,
): Promise<ExitCode> {
  const json = options.json === true;
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const print = (document: object, text: string) => {
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : text}\n`);
  };
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    return await command.run(
      { environment: process.env, config, print, say, interrupted: interruption.signal },
      options,
      args,
    );
  } catch (error) {
    const { exitCode, code } = classifyError(error);
    if (json) print(errorDocument(error, code), '');
    else
      say(
        exitCode === exitCodes.failed && code === 'UNEXPECTED' && error instanceof Error
          ? (error.stack ?? '')
          : messageOf(error),
      );
    return exitCode;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function errorDocument(error: unknown, code: string): object {
  if (error instanceof GenerationError) return { id: error.id, state: 'failed', error: error.details };
  const issues = error instanceof RequestError ? { issues: error.issues } : {};
  return { state: 'failed', error: { code, message: messageOf(error), billed: 'no', ...issues } };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
