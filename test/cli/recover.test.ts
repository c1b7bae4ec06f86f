import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, onTestFinished, test } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import { startTemporal } from '../../src/testing/local-stack/temporal.js';
import { realServices } from '../helpers/real-services.js';
import { runReelwork, until } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();

test('a generation under way when Temporal loses its database is found again, stored, and paid once', async () => {
  const { emulator, environment, startWorker, storedVideos } = await setUpByEnvironment(services(), {
    emulator: { runSeconds: 20 },
  });
  const worker = await startWorker();
  const order = ['generate', '--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A cat', '--detach', '--id'];
  expect(await runReelwork([...order, 'under-way'], environment)).toMatchObject({ code: 0 });
  const before = new VideoClient({ client: services().client }).get('under-way');
  await until(async () => (await before.status()).state === 'generating');
  worker.signal('SIGKILL');
  await worker.ended;

  const emptied = await startTemporal({ path: inject('temporal'), folder: join(services().folder, 'emptied') });
  onTestFinished(emptied.stop);
  const afterwards = { ...environment, TEMPORAL_ADDRESS: emptied.address };
  const dry = await runReelwork(['recover', '--dry-run'], afterwards);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toContain('under-way: to resume: the gateway has its task · 25.5 EvoLink credits (reserved)');
  expect((await runReelwork(['list'], afterwards)).stdout).toBe('no generations\n');

  const { code, stdout, stderr } = await runReelwork(['recover', '--json'], afterwards);
  expect(code).toBe(0);
  expect(stderr).toContain('they wait for one. Start it: reelwork worker');
  expect(JSON.parse(stdout)).toMatchObject({
    dryRun: false,
    generations: 1,
    running: 0,
    ended: 0,
    atStake: { amounts: [{ amount: '25.5', currency: 'EVOLINK_CREDIT' }], unknown: 0 },
    resumed: [{ id: 'under-way', n: 1, outcome: 'resumed', accepted: true }],
    left: [],
  });

  await startWorker({ TEMPORAL_ADDRESS: emptied.address });
  const connection = await Connection.connect({ address: emptied.address });
  onTestFinished(() => connection.close());
  const result = await new VideoClient({ client: new Client({ connection }) }).get('under-way').result();
  expect(await storedVideos()).toEqual({ 'under-way/video.mp4': result.video.sha256 });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });

  const again = await runReelwork(['recover'], afterwards);
  expect(again).toMatchObject({ code: 0, stdout: '1 generations in the bucket: 0 running, 0 resumed, 0 left\n' });
});

test('what can’t be resumed by itself is named, with 4; a missing bucket setting is wrong usage', async () => {
  const { environment, startWorker } = await setUpByEnvironment(services());
  await startWorker();
  const args = ['--model', 'evolink/wan2.6-text-to-video', '--prompt', 'A [[fault:accept-then-drop]]', '--id', 'fresh'];
  expect(await runReelwork(['generate', ...args], environment)).toMatchObject({ code: 4 });
  await services().client.workflow.getHandle('fresh').terminate('by a test');
  const { code, stdout } = await runReelwork(['recover'], environment);
  expect(code).toBe(4);
  expect(stdout).toMatch(/^fresh: left: it may still be being sent: recover again in \d+ s\n/);

  const without = await runReelwork(['recover'], { ...environment, S3_BUCKET: '' });
  expect(without).toMatchObject({ code: 2, stderr: 'S3_BUCKET is not set: the bucket for videos and the ledger\n' });
});
