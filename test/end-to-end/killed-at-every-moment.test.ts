import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { partBytesFor } from '../../src/storage/part-plan.js';
import { startLocalCallbacks } from '../../src/testing/local-stack/local-callbacks.js';
import { cleanUpAfterAll } from '../helpers/clean-up-after-all.js';
import { killedAt, type Killed, type KilledAtOptions } from '../helpers/killed-at.js';
import { until } from '../helpers/reelwork-process.js';
import { realServices, type RealServices } from '../helpers/real-services.js';
import {
  deathsOn,
  isRead,
  largeTransfer,
  orderAndWait,
  smallTransfer,
  type Call,
  type Death,
} from './way-of-a-generation.js';

// A dead worker is missed after 30 s while it orders, and after a minute while it moves a video.
const limitMs = 600_000;

interface Trial {
  readonly name: string;
  readonly deaths: readonly Death[];
  /** The whole way of a generation here, where it is not the usual one. */
  readonly way?: readonly Call[];
  /** Whether a taken order is found again, where the ledger doesn't know it. */
  readonly found: boolean;
  readonly set: (services: RealServices) => Promise<Omit<KilledAtOptions, 'moments' | 'clean'>>;
}

const silent = join(import.meta.dirname, '../../src/testing/emulator/clips/silent.mp4');
const taken = deathsOn(orderAndWait).filter(({ phase }) => phase === 'taken');
const models = ['text-to-video', 'image-to-video', 'reference-video-flash'] as const;

const trials: readonly Trial[] = [
  {
    name: 'while it orders and waits',
    deaths: deathsOn(orderAndWait),
    way: [...orderAndWait, ...smallTransfer],
    found: false,
    set: async () => ({ emulator: { resultFile: silent } }),
  },
  {
    name: 'while it moves a large video',
    // For a transfer, all that matters is what S3 has: after one call is before the next.
    deaths: deathsOn(largeTransfer).filter(
      ({ cut, call }) => cut === 'before' || (cut === 'halfway' && call === 'S3 PUT part 2'),
    ),
    way: [...orderAndWait, ...largeTransfer],
    found: false,
    async set({ folder }) {
      const resultFile = join(folder, 'large.mp4');
      await writeFile(
        resultFile,
        Buffer.concat([await readFile(silent), Buffer.alloc(partBytesFor(undefined), 'reelwork')]),
      );
      return { emulator: { resultFile }, firstWorkers: 2 };
    },
  },
  {
    name: 'and the gateway calls back',
    deaths: deathsOn([...orderAndWait, ...smallTransfer]).filter(
      ({ call, phase }) => phase === 'recorded' || phase === 'taken' || call === 'S3 PUT video.mp4',
    ),
    found: true,
    async set({ client }) {
      const { publicUrl, secret } = await startLocalCallbacks(own, client);
      const environment = { CALLBACK_PUBLIC_URL: publicUrl, CALLBACK_SECRET: secret };
      return { emulator: { resultFile: silent }, environment };
    },
  },
  {
    name: 'and the gateway’s account is its own',
    deaths: taken.slice(0, models.length),
    found: true,
    set: async () => ({
      emulator: { resultFile: silent },
      environment: { EVOLINK_ACCOUNT_EXCLUSIVE: 'true' },
      // Two lost orders of one model can't be told apart.
      model: (moment) =>
        `evolink/wan2.6-${models[taken.findIndex(({ cut, call }) => cut === moment.cut && call === moment.call)] ?? models[0]}` as const,
    }),
  },
];

/** So that a task is never found finished at the first look, however busy the machine is. */
const inTime = { REELWORK_TYPICAL_SECONDS: '10' };

const services = realServices();
const killed = new Map<Trial, Killed>();
const { clean, own } = cleanUpAfterAll();

beforeAll(async () => {
  await Promise.all(
    trials.map(async (trial) => {
      const set = await trial.set(services());
      const environment = { ...inTime, ...set.environment };
      killed.set(trial, await killedAt(services(), { ...set, environment, moments: trial.deaths, clean }));
    }),
  );
}, limitMs);

describe.concurrent.each(trials)('a worker killed $name', (trial) => {
  const isLost = ({ phase }: Death) => phase === 'recorded' || (phase === 'taken' && !trial.found);

  for (const death of trial.deaths) {
    const { cut, call, phase } = death;
    const name = `${cut} ${call}, when the order is ${phase}`;

    if (isLost(death)) {
      test(`${name}: it is not sent again, and rests`, { timeout: limitMs }, async () => {
        const { run, left, takenThen, wasThere, taken: takenNow } = killed.get(trial)!.at(death);
        expect({ wasThere, takenThen }).toEqual({ wasThere: true, takenThen: phase === 'taken' ? 1 : 0 });
        expect(left).toContain('submissions/1.json');
        expect(left).not.toContain('submissions/1.accepted.json');
        await until(async () => (await run.status()).state === 'quarantined');
        expect(takenNow()).toBe(takenThen);
      });
    } else {
      test(`${name}: it becomes one video`, { timeout: limitMs }, async () => {
        const { run, id, left, takenThen, wasThere, taken: takenNow } = killed.get(trial)!.at(death);
        expect({ wasThere, takenThen }).toEqual({ wasThere: true, takenThen: phase === 'not begun' ? 0 : 1 });
        expect(left.includes('submissions/1.json')).toBe(phase !== 'not begun');
        expect(left.includes('submissions/1.accepted.json')).toBe(phase === 'accepted');
        const { video } = await run.result();
        const stored = Object.entries(await killed.get(trial)!.storedVideos()).filter(([key]) => key.startsWith(id));
        expect(stored).toEqual([[`${id}/video.mp4`, video.sha256]]);
        expect(takenNow()).toBe(1);
      });
    }
  }
});

describe.each(trials)('all of it $name', (trial) => {
  test('is on one bill, once', async () => {
    const ids = trial.deaths.map((death) => killed.get(trial)!.at(death).taken());
    expect(killed.get(trial)!.emulator.bill().acceptedJobs).toBe(ids.reduce((sum, count) => sum + count, 1));
  });

  if (trial.way === undefined) return;
  test('has a death at every call that changes something', () => {
    const changes = (calls: readonly string[] = []) => calls.filter((call) => !isRead(call));
    expect(changes(killed.get(trial)!.undisturbed)).toEqual(changes(trial.way?.map(([, call]) => call)));
  });
});
