import { readdir } from 'node:fs/promises';
import type { Generation } from '../../src/client/generation.js';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';
import type { GenerationOptions } from '../../src/domain/requests/parse-options.js';
import type { EmulatorOptions } from '../../src/testing/emulator/index.js';
import { createMoments, type Moment } from './moments.js';
import type { RealServices } from './real-services.js';
import { until, type Clean, type Environment } from './reelwork-process.js';
import { setUpByEnvironment, type SetUp } from './set-up-by-environment.js';
import { until as untilWithin } from './until.js';
import { watchGrpc, watchHttp } from './watched-servers.js';

export interface KilledAtOptions {
  readonly moments: readonly Moment[];
  readonly clean: Clean;
  readonly emulator?: EmulatorOptions;
  /** Of all workers. */
  readonly environment?: Environment;
  /** How many of them are killed: one moves 8 videos at a time. @default 1 */
  readonly firstWorkers?: number;
  /** @default text to video */
  readonly model?: (moment: Moment) => GenerationRequestInput['model'] | undefined;
  /** Asks the emulator for it, with each order. @default no fault */
  readonly fault?: string;
  /** Of each generation. */
  readonly options?: GenerationOptions;
}

/** One generation whose worker was killed at its moment. */
export interface KilledGeneration {
  readonly id: string;
  readonly run: Generation;
  /** Whether the worker stood there when it was killed. */
  readonly wasThere: boolean;
  /** What the bucket held of the generation then. */
  readonly left: readonly string[];
  /** How many orders the gateway had taken for it then. */
  readonly takenThen: number;
  /** How many it has taken by now. */
  readonly taken: () => number;
}

export interface Killed extends SetUp {
  readonly at: (moment: Moment) => KilledGeneration;
  /** Every call that one undisturbed generation made. */
  readonly undisturbed: readonly string[];
}

/**
 * Starts a generation for each moment, kills their workers with SIGKILL once each generation stands at its moment, and
 * starts another worker, which takes all of them over.
 */
export async function killedAt(services: RealServices, options: KilledAtOptions): Promise<Killed> {
  const { moments: wanted, clean, environment = {}, firstWorkers = 1, model = () => undefined } = options;
  const moments = createMoments();
  let emulatorUrl = '';
  const gateway = await watchHttp(() => emulatorUrl, moments.watch('EvoLink'), clean);
  const s3 = await watchHttp(() => services.s3.endpoint, moments.watch('S3'), clean);
  const temporal = await watchGrpc(services.temporal.address, moments.watch('Temporal'), clean);
  const emulator = { publicUrl: gateway, concurrency: 1000, ...options.emulator };
  const setUp = await setUpByEnvironment(services, { emulator, clean });
  emulatorUrl = setUp.emulator.url;
  const videos = new VideoClient({ client: services.client, taskQueue: setUp.taskQueue });

  const watched = { ...environment, EVOLINK_BASE_URL: gateway, S3_ENDPOINT: s3, TEMPORAL_ADDRESS: temporal };
  const doomed = await Promise.all(Array.from({ length: firstWorkers }, () => setUp.startWorker(watched)));

  const idOf = (moment: Moment) => `${setUp.taskQueue}-${String(wanted.indexOf(moment)).padStart(3, '0')}`;
  const undisturbedId = `${setUp.taskQueue}-undisturbed`;
  const start = (id: string, moment?: Moment) => {
    moments.follow(id, moment);
    const ordered = requestFor(
      (moment && model(moment)) ?? 'evolink/wan2.6-text-to-video',
      `${id} ${options.fault ?? ''}`,
    );
    return videos.start(id, ordered, options.options);
  };
  await (await start(undisturbedId)).result();
  const runs = new Map<Moment, Generation>();
  for (const moment of wanted) {
    const id = idOf(moment);
    runs.set(moment, await start(id, moment));
    // One after the other, because a worker that is too busy to send at once sends nothing.
    await until(() => moments.isReached(id) || moments.isOrdered(id));
  }
  // A moment that never comes is reported by its own test.
  await untilWithin(moments.allReached, 'every moment').catch(() => {});

  for (const worker of doomed) worker.signal('SIGKILL');
  await Promise.all(doomed.map(({ ended }) => ended));
  const left = await readdir(setUp.fileOf('generations'), { recursive: true });
  const takenThen = new Map(wanted.map((moment) => [moment, moments.taken(idOf(moment))]));
  moments.release();
  await setUp.startWorker({ ...environment, EVOLINK_BASE_URL: gateway });

  return {
    ...setUp,
    undisturbed: moments.calls(undisturbedId),
    at(moment) {
      const id = idOf(moment);
      return {
        id,
        run: runs.get(moment)!,
        wasThere: moments.isReached(id),
        left: left.filter((file) => file.startsWith(`${id}/`)).map((file) => file.slice(id.length + 1)),
        takenThen: takenThen.get(moment) ?? 0,
        taken: () => moments.taken(id),
      };
    },
  };
}

/** The name in the prompt tells the gateway's requests apart. */
function requestFor(model: GenerationRequestInput['model'], name: string): GenerationRequestInput {
  const common = { prompt: `A cat, ${name}`, durationSeconds: 5, resolution: '720p' } as const;
  switch (model) {
    case 'evolink/wan2.6-text-to-video':
      return { ...common, model, aspectRatio: '16:9' };
    case 'evolink/wan2.6-image-to-video':
      return { ...common, model, imageUrl: 'https://example.com/cat.png' };
    case 'evolink/wan2.6-reference-video-flash':
      return { ...common, model, aspectRatio: '16:9', referenceVideoUrls: ['https://example.com/cat.mp4'] };
    default:
      throw new Error(`no request for ${model} here`);
  }
}
