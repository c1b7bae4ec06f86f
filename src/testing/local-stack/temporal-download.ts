import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FindOptions } from './find-options.js';
import { temporalPin } from './pins.js';
import { cachedPath, cacheFolder } from './program-cache.js';
import { runCommand } from './run-command.js';

const require = createRequire(import.meta.url);
const downloadLimitMs = 10 * 60_000;
/** Within this time the download has begun, or there is no way to the network. */
const beginLimitMs = 15_000;

/**
 * The SDK downloads only on the way to starting a server, and only with its native runtime loaded: so it does both in
 * a process of its own, which leaves this one free to configure that runtime.
 */
const downloadScript = `
  const [testing, version, path, downloadDir, beginLimitMs] = process.argv.slice(1);
  const { existsSync } = require('node:fs');
  const fail = ({ message }) => (console.error(message), process.exit(1));
  const watch = setTimeout(() => {
    if (!existsSync(path) && !existsSync(path + '.downloading')) fail({ message: 'the network does not answer' });
  }, Number(beginLimitMs));
  require(testing)
    .TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', version, downloadDir } } })
    .then((environment) => environment.teardown())
    .then(() => clearTimeout(watch), fail);
`;

/** Has the Temporal SDK download the dev server into the cache. Rejects within seconds where there is no network. */
export async function downloadTemporal({ environment, onProgress }: FindOptions): Promise<string> {
  const testing = require.resolve('@temporalio/testing');
  const folder = cacheFolder({ environment });
  const path = cachedPath(temporalPin, { environment });
  await mkdir(folder, { recursive: true });

  onProgress?.(`downloading the Temporal dev server ${temporalPin.version}`);
  const scriptArguments = [testing, temporalPin.version, path, folder, `${beginLimitMs}`];
  await runCommand(process.execPath, ['-e', downloadScript, ...scriptArguments], {
    environment,
    limitMs: downloadLimitMs,
  });
  return path;
}
