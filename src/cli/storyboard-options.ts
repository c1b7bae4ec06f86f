import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readStoryboardFile, type StoryboardFile } from '../domain/documents/read-storyboard-file.js';
import type { StoryboardOptions } from '../domain/storyboards/options.js';
import { UsageError } from './usage-error.js';

/** The options by which a storyboard's run is described on the command line. */
export interface StoryboardRunOptions {
  readonly var?: readonly string[];
  readonly timeZone?: string;
  readonly fresh?: boolean;
}

export const addStoryboardOptions = (command: Command): Command =>
  command
    .argument('<file>', 'the storyboard, YAML or JSON')
    .option('--var <name=value...>', 'what a variable of the document stands for; may be repeated')
    .option('--time-zone <name>', 'in which {{date}} and {{time}} are told, such as Europe/Berlin (default: UTC)')
    .option('--fresh', 'use nothing again that was made before: every take is paid for');

/** The options as the library takes them. */
export const toStoryboardOptions = ({ var: vars, timeZone, fresh }: StoryboardRunOptions): StoryboardOptions => ({
  ...(vars !== undefined && { vars: Object.fromEntries(vars.map(toPair)) }),
  ...(timeZone !== undefined && { timeZone }),
  ...(fresh === true && { fresh }),
});

function toPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError('INVALID_VARIABLE', `--var: '${text}'; allowed: a name, =, and what it stands for`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Reads and checks a storyboard's file. */
export async function readStoryboard(file: string, options: StoryboardOptions): Promise<StoryboardFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      'FILE_UNREADABLE',
      `${file} can not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
  const { vars, timeZone } = options;
  return readStoryboardFile(text, { file, vars, timeZone });
}
