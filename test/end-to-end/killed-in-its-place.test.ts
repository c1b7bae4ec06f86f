import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import { killedAt } from '../helpers/killed-at.js';
import type { Moment } from '../helpers/moments.js';
import { realServices } from '../helpers/real-services.js';

const services = realServices();
/** A dead worker is missed after 30 s. */
const limitMs = 300_000;

test(
  'a worker that is killed between its place and its order leaves no place behind, and no task too many runs',
  { timeout: limitMs },
  async () => {
    const moment: Moment = { cut: 'after', call: 'S3 PUT places' };
    const killed = await killedAt(services(), {
      moments: [moment],
      clean: onTestFinished,
      environment: { EVOLINK_MAX_RUNNING: '2' },
      emulator: { concurrency: 2, whenFull: 'refuse', runSeconds: 1 },
    });
    const { emulator, taskQueue, fileOf } = killed;
    const { run, wasThere, left } = killed.at(moment);
    expect(wasThere).toBe(true);
    expect(left).toEqual([]);
    expect(await run.result()).toMatchObject({ state: 'stored' });

    // Its place is left; who stands first in line sees that its order ran in another one.
    const videos = new VideoClient({ client: services().client, taskQueue });
    const request = { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat', durationSeconds: 5 } as const;
    const names = Array.from({ length: 4 }, (_, index) => `${taskQueue}-later-${index}`);
    const runs = await Promise.all(names.map((name) => videos.start(name, request)));
    for (const later of runs) expect(await later.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 6, requests: { submits: 6, refused: 0 } });
    const gates = await readdir(fileOf('ledger/evolink/default/gates'), { recursive: true }).catch(() => []);
    expect(gates.filter((file) => file.endsWith('.json'))).toEqual([]);
  },
);
