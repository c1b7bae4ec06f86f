import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultRandomFaults, type FaultName } from '../../src/testing/emulator/faults/catalogue.js';
import type { EmulatorOptions, Truth } from '../../src/testing/index.js';
import { startChildService, type ChildService } from '../../src/testing/local-stack/child-service.js';
import { differentVideos } from './different-videos.js';

export interface Gateway extends ChildService {
  /** What it has accepted, charged and made; no trouble touches this question. */
  truth(): Promise<Truth>;
  /** How many of its jobs have not ended yet. */
  openJobs(): Promise<number>;
}

export interface GatewayOptions {
  readonly folder: string;
  readonly port: number;
  /** Where workers reach it. */
  readonly publicUrl: string;
  readonly apiKey: string;
  /** Decides which jobs meet which of the gateway's own faults. */
  readonly seed: number;
}

/** Enough for any number of generations. */
const startingCredits = '1000000000';
const shareOfFaultyJobs = 0.25;

/** They only take time, a minute or more each. */
const tooSlow: readonly FaultName[] = [
  'accept-then-stall',
  'callback-late',
  'refund-late',
  'refuse-429-bare',
  'status-429',
];

/** Starts the emulator as a gateway that takes whatever comes, and is done with most of it in two seconds. */
export async function startGateway({ folder, port, publicUrl, apiKey, seed }: GatewayOptions): Promise<Gateway> {
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
    randomFaults: {
      seed,
      shareOfJobs: shareOfFaultyJobs,
      faults: defaultRandomFaults.filter((name) => !tooSlow.includes(name)),
    },
  };
  const root = process.cwd();
  const ask = async (path: string, signal?: AbortSignal) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { signal: signal ?? null })).json();
  const service = await startChildService({
    name: 'The emulator',
    command: process.execPath,
    commandArguments: [join(root, 'scripts/run-ts.mjs'), join(root, 'chaos/services/emulator-process.ts')],
    environment: { PATH: process.env['PATH'], EMULATOR_OPTIONS: JSON.stringify(options) },
    logFile: join(folder, 'emulator.log'),
    answers: (signal) => ask('/__bill', signal),
  });
  return {
    ...service,
    truth: async () => (await ask('/__truth')) as Truth,
    async openJobs() {
      const { totals } = (await ask('/__truth?jobs=false')) as Truth;
      return totals.jobs.queued + totals.jobs.running;
    },
  };
}
