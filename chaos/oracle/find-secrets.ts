import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { traces, type Secrets } from '../services/secrets.js';

/** Searches whatever it is given, and remembers where which secret was. */
export function createSecretSearch(secrets: Secrets) {
  const wanted = Object.entries(traces(secrets)).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const found: string[] = [];
  const search = (where: string, bytes: Uint8Array | string): void => {
    const buffer = Buffer.from(bytes);
    for (const { name, bytes: trace } of wanted) if (buffer.includes(trace)) found.push(`${name} in ${where}`);
  };
  return {
    search,
    async searchFolder(folder: string): Promise<void> {
      for (const file of await readdir(folder)) search(file, await readFile(join(folder, file)));
    },
    found: (): readonly string[] => found,
  };
}
