import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Writes variables as a file that shells can read, for its owner only: it may hold keys. Gives its path. */
export async function writeEnvironment(folder: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const path = resolve(folder, 'environment');
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
  return path;
}
