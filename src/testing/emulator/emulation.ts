import { createEmulatorApp } from './app.js';
import { createBill, type Bill, type BillOptions } from './bill.js';
import { createBackground } from './engine/background.js';
import type { Clock } from './engine/clock.js';
import { createRequestCounts } from './engine/counts.js';
import type { Job } from './engine/job.js';
import { createFaults } from './faults/faults.js';
import { createDigests } from './files/digests.js';
import { createSignedLinks } from './files/signed-links.js';
import { createGateways } from './gateways.js';
import type { Ffmpeg } from './media/ffmpeg.js';
import type { EmulatorOptions } from './options.js';
import type { Outage } from './outage.js';
import { truthOf, type Truth, type TruthOptions } from './truth.js';

export interface EmulationResources {
  readonly clock: Clock;
  readonly ffmpeg: Ffmpeg | undefined;
  /** Where results are put. */
  readonly folder: string;
  /** Where clients reach the emulator, asked for when a link is made. */
  readonly origin: () => string;
}

const linkLifetimeSeconds = 24 * 60 * 60;

/** The emulator without its server: everything that it does, and the app that answers for it. */
export function createEmulation(options: EmulatorOptions, { clock, ffmpeg, folder, origin }: EmulationResources) {
  const { queueSeconds = 2, runSeconds = 6, concurrency = 5, whenFull = 'queue' } = options;
  const { resultFile, rendering = 'each', assumedInputSeconds = 5, links: renewal = 'same' } = options;
  const background = createBackground();
  const counts = createRequestCounts();
  const faults = createFaults();
  if (options.randomFaults !== undefined) faults.random(options.randomFaults);
  const links = createSignedLinks({ clock, origin, rules: { lifetimeSeconds: linkLifetimeSeconds, renewal } });
  const register: Job[] = [];
  const gateways = createGateways(
    {
      clock,
      background,
      counts,
      faults,
      links,
      register,
      retentionSeconds: options.retentionSeconds,
      apiKeys: options.apiKeys,
      furtherModels: options.models ?? {},
      pace: { queueSeconds, runSeconds, concurrency, whenFull },
      studio: { ffmpeg, resultFile, rendering, folder, assumedInputSeconds, signal: background.signal },
    },
    options,
  );
  const videos: Bill['videos'] = resultFile !== undefined ? 'file' : ffmpeg === undefined ? 'bundled' : 'rendered';
  const bill = (billOptions?: BillOptions) =>
    createBill({ gateways, register, counts, videos, ffmpeg: ffmpeg !== undefined }, billOptions);
  const digests = createDigests();
  const truth = async ({ jobs = true }: TruthOptions = {}): Promise<Truth> => ({
    totals: bill(),
    faults: faults.met(),
    ...(jobs ? { jobs: await Promise.all(register.map((job) => truthOf(job, digests))) } : {}),
  });
  const appFor = (outage: Outage) => createEmulatorApp({ gateways, clock, faults, links, counts, bill, truth, outage });
  const jobSeconds = queueSeconds + runSeconds;
  return { appFor, background, faults, bill, truth, videos, jobSeconds };
}
