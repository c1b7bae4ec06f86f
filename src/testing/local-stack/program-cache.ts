import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isExecutable } from './executables.js';
import type { FindOptions } from './find-options.js';
import type { Pin } from './pins.js';

/** Where downloaded and built programs are kept between runs. */
export const cacheFolder = ({ environment }: Pick<FindOptions, 'environment'>): string =>
  join(environment['XDG_CACHE_HOME'] || join(environment['HOME'] || homedir(), '.cache'), 'reelwork', 'bin');

/** Where a program of exactly the pinned version belongs. The Temporal SDK names its download the same way. */
export const cachedPath = ({ name, version }: Pin, options: Pick<FindOptions, 'environment'>): string =>
  join(cacheFolder(options), `${name}-${version}`);

/** The cached program, if it is of the pinned version: by its name, or by what Go wrote into a file without one. */
export async function cached(pin: Pin, options: Pick<FindOptions, 'environment'>): Promise<string | undefined> {
  const versioned = cachedPath(pin, options);
  if (await isExecutable(versioned)) return versioned;
  const plain = join(cacheFolder(options), pin.name);
  return (await isExecutable(plain)) && (await wasBuiltFrom(pin, plain)) ? plain : undefined;
}

/** `--version` of a program made by `go install` says nothing; Go's own build record does. */
async function wasBuiltFrom({ module, version }: Pin, path: string): Promise<boolean> {
  const contents = await readFile(path);
  return ['\t', '\n'].some((end) => contents.includes(`\nmod\t${module}\t${version}${end}`));
}
