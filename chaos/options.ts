import { parseArgs } from 'node:util';
import type { Frequencies } from './troubles/make-trouble.js';

export interface ChaosOptions extends Frequencies {
  readonly generations: number;
  readonly seed: number;
  readonly workers: number;
  readonly receivers: number;
  /** Generations started a second at most. */
  readonly perSecond: number;
  /** Generations under way at most. */
  readonly atOnce: number;
  /** Whether workers may believe that all of the account's tasks are theirs, and adopt from its list. */
  readonly exclusive: boolean;
  /** Where a JSON report goes as well. */
  readonly json: string | undefined;
  /** Where a Markdown report goes as well: between two marks of an existing file. */
  readonly markdown: string | undefined;
  /** Whether the folder with all logs and data is kept. */
  readonly keep: boolean;
}

/** Reads the command line; throws what is wrong with it. */
export function readOptions(commandArguments: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      generations: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      workers: { type: 'string', default: '3' },
      receivers: { type: 'string', default: '2' },
      'per-second': { type: 'string', default: '4' },
      'at-once': { type: 'string', default: '100' },
      'deaths-per-minute': { type: 'string', default: '20' },
      'outages-per-minute': { type: 'string', default: '24' },
      exclusive: { type: 'boolean', default: false },
      json: { type: 'string' },
      markdown: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const whole = (
    name:
      | 'generations'
      | 'seed'
      | 'workers'
      | 'receivers'
      | 'per-second'
      | 'at-once'
      | 'deaths-per-minute'
      | 'outages-per-minute',
  ) => {
    const number = Number(values[name]);
    if (!Number.isSafeInteger(number) || number < 1)
      throw new Error(`--${name}: '${values[name]}' is no whole number above 0`);
    return number;
  };
  return {
    generations: whole('generations'),
    seed: whole('seed'),
    workers: whole('workers'),
    receivers: whole('receivers'),
    perSecond: whole('per-second'),
    atOnce: whole('at-once'),
    deathsPerMinute: whole('deaths-per-minute'),
    outagesPerMinute: whole('outages-per-minute'),
    exclusive: values.exclusive,
    json: values.json,
    markdown: values.markdown,
    keep: values.keep,
  };
}
