import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startLocalCallbacks } from '../../src/testing/local-stack/local-callbacks.js';
import { cleanUpAfterAll } from '../helpers/clean-up-after-all.js';
import { killedAt, type Killed, type KilledAtOptions } from '../helpers/killed-at.js';
import type { Cut } from '../helpers/watched-servers.js';
import type { Moment } from '../helpers/moments.js';
import { realServices, type RealServices } from '../helpers/real-services.js';

// A dead worker is missed after 30 s.
const limitMs = 600_000;

interface Trial {
  readonly name: string;
  readonly moments: readonly Moment[];
  /** How many orders the gateway has taken in the end, for each generation. */
  readonly orders: number;
  readonly set: (services: RealServices) => Promise<Partial<KilledAtOptions>>;
}

const at = (call: string, ...cuts: readonly Cut[]): readonly Moment[] => cuts.map((cut) => ({ cut, call }));

const trials: readonly Trial[] = [
  {
    name: 'while it takes the task that a callback has named',
    moments: [
      ...at('S3 PUT tasks', 'before', 'after'),
      ...at('S3 PUT 1.accepted.json', 'before', 'after'),
      ...at('Temporal RespondActivityTaskCompleted adoptTask', 'before', 'after'),
    ],
    orders: 1,
    async set({ client }) {
      const { publicUrl, secret } = await startLocalCallbacks(own, client);
      const environment = {
        CALLBACK_PUBLIC_URL: publicUrl,
        CALLBACK_SECRET: secret,
        // Nothing but the callback ends the doubt; it is believed after this time, because the others are in doubt, too.
        REELWORK_TYPICAL_SECONDS: '10',
      };
      return { environment };
    },
  },
  {
    name: 'while it orders once more',
    moments: [
      ...at('S3 PUT 1.closed.json', 'before', 'after'),
      ...at('Temporal RespondActivityTaskCompleted closeSubmission', 'before', 'after'),
      ...at('S3 PUT 2.json', 'before'),
      ...at('S3 PUT 2.accepted.json', 'after'),
    ],
    orders: 2,
    set: async () => ({
      environment: { REELWORK_TYPICAL_SECONDS: '1' },
      options: { whenUnknown: 'resubmit' },
    }),
  },
];

const services = realServices();
const killed = new Map<Trial, Killed>();
const { clean, own } = cleanUpAfterAll();

beforeAll(async () => {
  const resultFile = join(import.meta.dirname, '../../src/testing/emulator/clips/silent.mp4');
  for (const trial of trials) {
    const { moments } = trial;
    const fault = '[[fault:accept-then-drop*1]]';
    const set = await trial.set(services());
    killed.set(trial, await killedAt(services(), { ...set, emulator: { resultFile }, fault, moments, clean }));
  }
}, limitMs);

describe.concurrent.each(trials)('a worker killed $name, of an order in doubt', (trial) => {
  test.for(trial.moments)('$cut $call: it becomes one video', { timeout: limitMs }, async (moment) => {
    const { run, id, wasThere } = killed.get(trial)!.at(moment);
    expect(wasThere).toBe(true);
    const { video, submissions } = await run.result();
    expect(submissions).toHaveLength(trial.orders);
    const stored = Object.entries(await killed.get(trial)!.storedVideos()).filter(([key]) => key.startsWith(id));
    expect(stored).toEqual([[`${id}/video.mp4`, video.sha256]]);
  });

  test('the gateway has taken no order more', { timeout: limitMs }, async () => {
    await Promise.all(trial.moments.map((moment) => killed.get(trial)!.at(moment).run.result()));
    const { acceptedJobs } = killed.get(trial)!.emulator.bill();
    expect(acceptedJobs).toBe((trial.moments.length + 1) * trial.orders);
  });
});
