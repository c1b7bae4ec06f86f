import { namedByVariable, onPath } from './executables.js';
import type { FindOptions } from './find-options.js';

/** The path of ffmpeg, from `REELWORK_FFMPEG` or `PATH`; `undefined` where there is none, which callers can live with. */
export const findFfmpeg = async (options: Pick<FindOptions, 'environment'>): Promise<string | undefined> =>
  (await namedByVariable('REELWORK_FFMPEG', options)) ?? (await onPath('ffmpeg', options));
