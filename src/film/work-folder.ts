import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All work folders of a machine lie in here, so that what a killed worker has left is found. */
const home = () => join(tmpdir(), 'reelwork-films');

/** How often a folder in use says so, in milliseconds. */
const touchMs = 60_000;
/** A folder that nobody has touched for so long is nobody's any more, in milliseconds. */
const abandonedMs = 60 * 60_000;

/** Works in a folder of its own that is gone afterwards, and removes those that killed workers have left. */
export async function inWorkFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(home(), { recursive: true });
  await removeAbandoned();
  const folder = await mkdtemp(join(home(), 'work-'));
  const touching = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  }, touchMs);
  try {
    return await work(folder);
  } finally {
    clearInterval(touching);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Never rejects: what can't be removed now is tried again with the next film. */
async function removeAbandoned(): Promise<void> {
  const names = await readdir(home()).catch(() => []);
  for (const name of names) {
    const folder = join(home(), name);
    try {
      const { mtimeMs } = await stat(folder);
      if (Date.now() - mtimeMs > abandonedMs) await rm(folder, { recursive: true, force: true });
    } catch {
      // Another worker may be removing it, too.
    }
  }
}
