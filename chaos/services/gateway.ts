import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '../../src/testing/index.js';
import { startChildService, type ChildService } from '../../src/testing/local-stack/child-service.js';
import { differentVideos } from './different-videos.js';

export interface Gateway extends ChildService {
  /** Where it listens itself: for the oracle, whose questions no trouble touches. */
  readonly url: string;
}

export interface GatewayOptions {
  readonly folder: string;
  readonly port: number;
  /** Where workers reach it. */
  readonly publicUrl: string;
  readonly apiKey: string;
}

/** Enough for any number of generations. */
const startingCredits = '1000000000';

/** Starts the emulator as a gateway that takes whatever comes, and is done with it in two to three seconds. */
export async function startGateway({ folder, port, publicUrl, apiKey }: GatewayOptions): Promise<Gateway> {
  await mkdir(folder, { recursive: true });
  const options: EmulatorOptions = {
    port,
    publicUrl,
    apiKeys: [apiKey],
    startingCredits,
    concurrency: 10_000,
    queueSeconds: 0.5,
    runSeconds: 1.5,
    ffmpeg: await differentVideos(folder),
    cacheFolder: join(folder, 'videos'),
  };
  const url = `http://127.0.0.1:${port}`;
  const service = await startChildService({
    name: 'The emulator',
    command: process.execPath,
    commandArguments: [
      join(process.cwd(), 'scripts/run-ts.mjs'),
      join(process.cwd(), 'chaos/services/emulator-process.ts'),
    ],
    environment: { PATH: process.env['PATH'], EMULATOR_OPTIONS: JSON.stringify(options) },
    logFile: join(folder, 'emulator.log'),
    answers: (signal) => fetch(`${url}/__bill`, { signal }),
  });
  return { ...service, url };
}
