import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import { submitLimits } from '../../src/domain/time-limits.js';
import { startTemporal } from '../../src/testing/local-stack/temporal.js';
import { gate, startHttpProxy } from '../helpers/http-proxy.js';
import { realServices } from '../helpers/real-services.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

/** Temporal measures attempts by the machine's own clock, so real time must pass until one counts as lost. */
const longerThanAnAttemptMs = (submitLimits.startToClose + 5) * 1000;

const services = realServices();

test(
  'an answer that comes when Temporal is away, for longer than an attempt may take, is neither lost nor asked for again',
  { timeout: 600_000 },
  async () => {
    const folder = join(services().folder, 'away');
    const temporal = await startTemporal({ path: inject('temporal'), folder });
    onTestFinished(temporal.stop);
    const setUp = await setUpByEnvironment({ ...services(), temporal });
    const { emulator, storedVideos } = setUp;
    const answered = gate();
    const isAway = gate();
    const gateway = await startHttpProxy(() => emulator.url, {
      async beforeAnswer({ method }) {
        if (method !== 'POST') return;
        answered.open();
        await isAway.opened;
      },
    });
    await setUp.startWorker({ EVOLINK_BASE_URL: gateway });
    const connection = await Connection.connect({ address: temporal.address });
    onTestFinished(() => connection.close());
    const videos = new VideoClient({ client: new Client({ connection }), taskQueue: setUp.taskQueue });
    const run = await videos.start('unheard', {
      model: 'evolink/wan2.6-text-to-video',
      prompt: 'A cat playing piano',
      durationSeconds: 5,
      resolution: '720p',
      aspectRatio: '16:9',
    });
    await answered.opened;
    process.kill(temporal.pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(temporal.pid, 'SIGCONT'));
    isAway.open();
    await sleep(longerThanAnAttemptMs);
    process.kill(temporal.pid, 'SIGCONT');

    const { video } = await run.result();
    expect(await storedVideos()).toEqual({ 'unheard/video.mp4': video.sha256 });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  },
);
