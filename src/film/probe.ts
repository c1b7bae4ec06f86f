import { runFfprobe, type FfmpegRuns } from './ffmpeg.js';
import { FilmError } from './film-error.js';
import { ProgramFailed } from './run-program.js';

/** What should be read, and as what: `name` and `kind` are for a person. */
export interface Probe {
  readonly file: string;
  readonly name: string;
  readonly kind: 'video' | 'sound';
  /** How ffprobe opens it, and what it is asked. */
  readonly args: readonly string[];
}

/** What a `FilmError` says of a file that is not what it should be. */
export const unreadable = ({ name, kind }: Pick<Probe, 'name' | 'kind'>, cause?: unknown): FilmError =>
  new FilmError('MEDIA_UNREADABLE', `${name} can’t be read as a ${kind}`, { cause });

/** Asks ffprobe about a file in the folder. Fails with `MEDIA_UNREADABLE` where it can't make anything of it. */
export async function probe(runs: FfmpegRuns, asked: Probe): Promise<unknown> {
  try {
    return await runFfprobe(runs, [...asked.args, asked.file]);
  } catch (error) {
    if (error instanceof ProgramFailed && error.byItself) throw unreadable(asked, error);
    throw error;
  }
}
