import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startTemporal } from '../../src/testing/local-stack/temporal.js';
import { realServices } from '../helpers/real-services.js';
import { startReelwork } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();

test(
  'a generation that waits outlives a restart of Temporal on its file, under a worker that lives on',
  { timeout: 180_000 },
  async () => {
    const folder = join(services().folder, 'restarted');
    const first = await startTemporal({ path: inject('temporal'), folder });
    onTestFinished(first.stop);
    const { emulator, environment, startWorker, storedVideos } = await setUpByEnvironment(
      { ...services(), temporal: first },
      { emulator: { runSeconds: 8 } },
    );
    await startWorker();
    const args = ['--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A cat', '--id', 'survivor', '--json'];
    const generate = startReelwork(['generate', ...args], environment);
    await generate.says('survivor: generating');

    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    const port = Number(first.address.split(':')[1]);
    const second = await startTemporal({ path: inject('temporal'), folder, port });
    onTestFinished(second.stop);

    const { code, stdout } = await generate.ended;
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ id: 'survivor', state: 'stored' });
    expect(code).toBe(0);
    expect(await storedVideos()).toEqual({ 'survivor/video.mp4': result.video.sha256 });
    expect(emulator.bill().acceptedJobs).toBe(1);
  },
);
