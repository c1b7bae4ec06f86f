import { Option, type Command } from 'commander';
import type { Changes } from '../domain/storyboards/take.js';
import { anyNumber } from './option-values.js';

/** What is to be otherwise in a new take, on the command line. */
export interface ChangeOptions {
  readonly prompt?: string;
  readonly seed?: number;
}

export const addChangeOptions = (command: Command): Command =>
  command
    .option('--prompt <text>', 'what the new take should show')
    .addOption(new Option('--seed <number>', "the new take's seed").argParser(anyNumber));

/** The changes; `undefined` where there are none. */
export const toChanges = ({ prompt, seed }: ChangeOptions): Changes | undefined =>
  prompt === undefined && seed === undefined ? undefined : { prompt, seed };
