import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import type { GenerationRequestInput } from '../../src/domain/requests/index.js';
import { startTemporal } from '../../src/testing/local-stack/temporal.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { realServices } from '../helpers/real-services.js';
import { until } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();

const request = (prompt: string): GenerationRequestInput => ({
  model: 'evolink/wan2.6-text-to-video',
  prompt,
  durationSeconds: 5,
  resolution: '720p',
  aspectRatio: '16:9',
});

/** What each generation is doing when the backup is made. */
const requests = {
  ordering: request('A cat that is being ordered'),
  waiting: request('A cat that takes its time'),
  lost: request('[[fault:accept-then-drop*1]]'),
  stored: request('A quick cat'),
  later: request('A cat of which the backup knows nothing'),
};

test(
  'a database put back to a backup, under workers that live on, orders nothing again and finds every video',
  { timeout: 600_000 },
  async () => {
    const folder = join(services().folder, 'database');
    const backup = join(services().folder, 'backup');
    const start = async (port?: number) => {
      const started = await startTemporal({ path: inject('temporal'), folder, ...(port !== undefined && { port }) });
      onTestFinished(started.stop);
      const connection = await Connection.connect({ address: started.address });
      onTestFinished(() => connection.close());
      const client = new Client({ connection });
      return { ...started, videos: new VideoClient({ client, taskQueue: setUp.taskQueue }) };
    };
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const setUp = await setUpByEnvironment({ ...services(), temporal: { ...services().temporal, address } });
    const { emulator, storedVideos } = setUp;

    const ordered = gate();
    const backedUp = gate();
    const gateway = await startHttpProxy(() => emulator.url, {
      async beforeAnswer({ method }) {
        if (method !== 'POST') return;
      },
    });
  },
);
