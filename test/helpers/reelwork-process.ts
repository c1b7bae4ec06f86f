import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** The built command line, as it is published. */
export const cliPath = join(import.meta.dirname, '../../dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `reelwork` of its own. */
export interface ReelworkProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** Resolves once the output holds `text`; rejects when the process ends without it. */
  says(text: string): Promise<void>;
  /** Sends a signal to this process only. */
  signal(signal: NodeJS.Signals): void;
}

/** Takes what is to be ended with the test. Tests that run side by side have to give their own. */
export type Clean = (stop: () => Promise<void> | void) => void;

export type Environment = Readonly<Record<string, string>>;

/** Starts `reelwork` with an environment that holds nothing but `PATH`, `HOME` and what is given. */
export const startReelwork = (args: readonly string[], environment?: Environment, clean?: Clean): ReelworkProcess =>
  startProcess(process.execPath, [cliPath, ...args], environment, clean);

/** Starts any program; it is killed with the test. */
export function startProcess(
  command: string,
  args: readonly string[],
  environment: Environment = {},
  clean: Clean = onTestFinished,
): ReelworkProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  clean(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    says: (text) =>
      until(() => {
        if ((stdout + stderr).includes(text)) return true;
        if (child.exitCode === null && child.signalCode === null) return false;
        throw new Error(`it ended without saying '${text}':\n${stdout}${stderr}`);
      }),
    signal: (signal) => void child.kill(signal),
  };
}

/** Runs `reelwork` to its end. */
export const runReelwork = (args: readonly string[], environment?: Environment, clean?: Clean): Promise<Ended> =>
  startReelwork(args, environment, clean).ended;

/** Resolves once `holds` gives true. The test's own limit bounds the wait. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}
