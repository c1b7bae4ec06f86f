import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { FindOptions } from './find-options.js';

/** Whether `path` is a file that this process may run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The executable that an environment variable names. A variable that names anything else is an error, never passed over. */
export async function namedByVariable(
  variable: string,
  { environment }: Pick<FindOptions, 'environment'>,
): Promise<string | undefined> {
  const path = environment[variable];
  if (path === undefined || path === '') return undefined;
  if (await isExecutable(path)) return path;
  throw new Error(`${variable} must name an executable file, but is ${JSON.stringify(path)}`);
}

/** The first executable called `name` in the folders of `PATH`. */
export async function onPath(
  name: string,
  { environment }: Pick<FindOptions, 'environment'>,
): Promise<string | undefined> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    if (folder !== '' && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return undefined;
}
