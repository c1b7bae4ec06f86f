import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/testing/emulator/index.js';
import type { RealServices } from './real-services.js';
import { startReelwork, type Clean, type Environment, type ReelworkProcess } from './reelwork-process.js';

/** One test's own gateway, task queue and part of the bucket, and the variables that lead there. */
export interface SetUp {
  readonly emulator: Emulator;
  readonly taskQueue: string;
  readonly environment: Environment;
  /** Starts a worker and waits until it has said that it works. */
  readonly startWorker: (changes?: Environment, args?: readonly string[]) => Promise<ReelworkProcess>;
  /** Every stored video of this test, by its key, with its digest. */
  readonly storedVideos: () => Promise<Readonly<Record<string, string>>>;
  /** Where an object of this test lies on the disk. */
  readonly fileOf: (key: string) => string;
}

export const gatewayKey = 'sk-the-key-of-this-test';

/** Everything that a worker needs to know, by environment variables alone. */
export async function setUpByEnvironment(
  { temporal, s3 }: RealServices,
  { emulator: emulatorOptions, clean = onTestFinished }: { emulator?: EmulatorOptions; clean?: Clean } = {},
): Promise<SetUp> {
  const emulator = await startEmulator({
    ffmpeg: 'none',
    queueSeconds: 0.1,
    runSeconds: 0.2,
    apiKeys: [gatewayKey],
    ...emulatorOptions,
  });
  clean(() => emulator.close());
  const taskQueue = `test-${randomUUID()}`;
  const fileOf = (key: string) => join(s3.folder, taskQueue, key);
  const environment = {
    TEMPORAL_ADDRESS: temporal.address,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_PREFIX: taskQueue,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    EVOLINK_API_KEY: gatewayKey,
    EVOLINK_BASE_URL: emulator.url,
    REELWORK_TASK_QUEUE: taskQueue,
    REELWORK_TYPICAL_SECONDS: '1',
    REELWORK_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
  };
  return {
    emulator,
    taskQueue,
    environment,
    fileOf,
    async startWorker(changes = {}, args = []) {
      const worker = startReelwork(['worker', ...args], { ...environment, ...changes }, clean);
      await worker.says(`worker on '${taskQueue}'`);
      return worker;
    },
    async storedVideos() {
      const entries = await readdir(fileOf('generations'), { recursive: true }).catch(() => []);
      const videos = entries.filter((entry) => entry.endsWith('.mp4'));
      return Object.fromEntries(
        await Promise.all(
          videos.map(async (video) => [video, sha256(await readFile(fileOf(join('generations', video))))] as const),
        ),
      );
    },
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
