import { expect, vi } from 'vitest';
import { checkFfmpeg } from '../src/film/check-ffmpeg.js';
import { createWorker } from '../src/worker.js';
import { workerLog } from './helpers/backends.js';
import { test } from './workflows/staged-test.js';

vi.setConfig({ testTimeout: 120_000 });

const nothing = { ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' };

test('a worker without ffmpeg starts, and says what will not work', async ({ backends }) => {
  const { bucket, workflowBundle, temporal } = backends;
  const options = { connection: temporal.connection, gateways: {}, bucket, workflowBundle };
  const said = () => workerLog.filter((line) => line.includes('ffmpeg'));
  // One that never ran would keep the connection open.
  const start = async (changes: { readonly taskQueue: string; readonly ffmpeg?: typeof nothing }) =>
    (await createWorker({ ...options, ...changes })).runUntil(Promise.resolve());
  await start({ taskQueue: 'with' });
  expect(said()).toEqual([]);
  await start({ taskQueue: 'without', ffmpeg: nothing });
  expect(said()).toEqual([
    expect.stringMatching(/^WARN storyboards can neither be made into films.*\/nowhere\/ff.*REELWORK_FFMPEG/),
  ]);
});

test('an ffmpeg that works is known to work, another one is told from it', async () => {
  expect(await checkFfmpeg({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' })).toBeUndefined();
  expect(await checkFfmpeg({ ffmpegPath: 'ffmpeg', ffprobePath: '/nowhere/ffprobe' })).toContain('/nowhere/ffprobe');
  expect(await checkFfmpeg({ ffmpegPath: '/bin/true', ffprobePath: '/bin/false' })).toContain('/bin/false');
});
