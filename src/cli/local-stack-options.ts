import { join } from 'node:path';
import type { Command } from 'commander';
import type { LocalStackOptions } from '../testing/local-stack/local-stack.js';
import type { CommandContext } from './command.js';
import { port, positiveNumber } from './option-values.js';

/** The options that `demo` and `dev` share. */
export interface LocalStackCliOptions {
  readonly folder?: string;
  readonly useEnvironment?: boolean;
  readonly temporalPort?: number;
  readonly uiPort?: number;
  readonly runSeconds?: number;
}

export const addLocalStackOptions = (command: Command): Command =>
  command
    .option('--folder <path>', 'keeps databases, videos and logs (default: a new one below .reelwork)')
    .option('--use-environment', 'use the Temporal and S3 of the environment even when they are not on this machine')
    .option('--temporal-port <port>', 'port of Temporal (default: a free one)', port)
    .option('--ui-port <port>', 'port of the Temporal UI (default: a free one)', port)
    .option('--run-seconds <seconds>', 'how long the emulated gateway takes for a video', positiveNumber);

/** The stack that the options ask for; without a folder, each stack gets a new one. */
export function toLocalStackOptions(
  name: string,
  options: LocalStackCliOptions,
  { environment, say, interrupted }: CommandContext,
): LocalStackOptions {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  return {
    environment,
    folder: options.folder ?? join('.reelwork', `${name}-${stamp}-${process.pid}`),
    useEnvironment: options.useEnvironment,
    temporalPort: options.temporalPort,
    uiPort: options.uiPort,
    emulator: { runSeconds: options.runSeconds },
    onProgress: say,
    signal: interrupted,
  };
}
