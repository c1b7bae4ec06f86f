import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from './executables.js';
import type { FindOptions } from './find-options.js';
import type { Pin } from './pins.js';
import { cachedPath, cacheFolder } from './program-cache.js';
import { runCommand } from './run-command.js';

/** A cold build with a slow network; a build that takes longer hangs. */
const buildLimitMs = 20 * 60_000;

/** Builds the pinned program into the cache. Several processes may do so at once: each leaves a whole file. */
export async function goInstall(pin: Pin, { environment, onProgress }: FindOptions): Promise<string> {
  const go = await onPath('go', { environment });
  if (go === undefined) throw new Error('there is no go on PATH');

  const cache = cacheFolder({ environment });
  await mkdir(cache, { recursive: true });
  // In the cache itself, so that the rename stays on one file system and therefore atomic.
  const folder = await mkdtemp(join(cache, 'build-'));
  try {
    onProgress?.(`building ${pin.name} ${pin.version} with go install, which takes about ${pin.buildTime} once`);
    await runCommand(go, ['install', '-ldflags', '-s -w', `${pin.package}@${pin.version}`], {
      environment: { ...environment, GOBIN: folder },
      limitMs: buildLimitMs,
    });
    await rename(join(folder, pin.name), cachedPath(pin, { environment }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return cachedPath(pin, { environment });
}
