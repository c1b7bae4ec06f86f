import { GenerationError } from '../client/generation-error.js';
import { readConfig } from '../config.js';
import type { CliCommand } from './command.js';
import { classifyError, type ExitCode } from './exit-codes.js';
import { Interrupted } from './interrupted.js';
import { printJson } from './json-output.js';
import { OrderTrouble } from './order-trouble.js';
import { messageOf } from '../domain/message-of.js';

/** Runs one command, prints its result or its error, and gives the exit code. */
export async function runCommand(
  command: CliCommand,
  options: { readonly json?: boolean },
  args: readonly string[],
): Promise<ExitCode> {
  const json = options.json === true;
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Interrupted());
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const context = {
    environment: process.env,
    config: () => readConfig(process.env),
    print: (document: object, text: string) => (json ? printJson(document) : process.stdout.write(`${text}\n`)),
    say,
    interrupted: interruption.signal,
  };
  try {
    return await command.run(context, options, args);
  } catch (thrown) {
    const error = thrown instanceof OrderTrouble ? thrown.cause : thrown;
    const { exitCode, code } = classifyError(error);
    if (json) printJson(errorDocument(thrown, { code, message: messageOf(error) }));
    else {
      say(code === 'UNEXPECTED' && error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
      if (thrown instanceof OrderTrouble && thrown.comeBack !== undefined) say(thrown.comeBack);
    }
    return exitCode;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Says that a generation failed, and what is billed, only where that is known. */
function errorDocument(thrown: unknown, error: { readonly code: string; readonly message: string }): object {
  if (thrown instanceof OrderTrouble) return thrown.toDocument(error);
  return thrown instanceof GenerationError ? { id: thrown.id, state: 'failed', error: thrown.details } : { error };
}
