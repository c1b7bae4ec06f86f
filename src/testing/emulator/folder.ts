import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Folder {
  readonly path: string;
  /** Removes a folder that was made for this run, and leaves a given one alone. */
  remove(): Promise<void>;
}

/** The given folder, made where it is missing, or else a new one for this run. */
export async function openFolder(given: string | undefined): Promise<Folder> {
  if (given === undefined) {
    const path = await mkdtemp(join(tmpdir(), 'reelwork-emulator-'));
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
  }
  await mkdir(given, { recursive: true });
  return { path: given, remove: async () => {} };
}
