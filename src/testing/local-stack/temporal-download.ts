import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FindOptions } from './find-options.js';
import { temporalPin } from './pins.js';
import { cachedPath, cacheFolder } from './program-cache.js';
import { runCommand } from './run-command.js';

const downloadHost = 'https://temporal.download';
const answerLimitMs = 10_000;
const downloadLimitMs = 10 * 60_000;

/**
 * The SDK downloads only on the way to starting a server, and only with its native runtime loaded: so it does both in
 * a process of its own, which leaves this one free to configure that runtime.
 */
const downloadScript = `
  const [testing, version, downloadDir] = process.argv.slice(1);
  require(testing)
    .TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', version, downloadDir } } })
    .then((environment) => environment.teardown());
`;

/** Has the Temporal SDK download the dev server into the cache. Rejects within seconds where there is no network. */
export async function downloadTemporal({ environment, onProgress }: FindOptions): Promise<string> {
  const testing = createRequire(import.meta.url).resolve('@temporalio/testing');
  await assertReachable();

  const folder = cacheFolder({ environment });
  await mkdir(folder, { recursive: true });
  onProgress?.(`downloading the Temporal dev server ${temporalPin.version}`);
  await runCommand(process.execPath, ['-e', downloadScript, testing, temporalPin.version, folder], {
    environment,
    limitMs: downloadLimitMs,
  });
  return cachedPath(temporalPin, { environment });
}

/** The SDK itself waits for minutes where packets are dropped. */
async function assertReachable(): Promise<void> {
  try {
    await fetch(downloadHost, { method: 'HEAD', signal: AbortSignal.timeout(answerLimitMs) });
  } catch (error) {
    throw new Error(`${downloadHost} is out of reach`, { cause: error });
  }
}
