import { expect } from 'vitest';
import { VideoClient } from '../../src/client/video-client.js';
import { emulatedWan27, wan27 } from '../helpers/wan27.js';
import { test } from './staged-test.js';

const cat = { model: wan27.id, prompt: 'A cat playing piano', durationSeconds: 5, resolution: '720p' } as const;

test('a model that client and worker define becomes a stored video, at its own price', async ({ stage }) => {
  const { client, taskQueue, emulator, keys, stored } = await stage({
    models: [wan27],
    emulator: { models: emulatedWan27 },
  });
  const videos = new VideoClient({ client, taskQueue, models: [wan27] });
  const result = await (await videos.start('tomorrow', cat)).result();
  expect(result).toMatchObject({ state: 'stored', model: wan27.id });
  expect(await stored(keys.submission('tomorrow', 1))).toMatchObject({
    model: wan27.id,
    cost: { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'quoted' },
  });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1 });
});

test('a lost order of a defined model is found in its gateway’s list, and paid once', async ({ stage }) => {
  const { client, taskQueue, emulator } = await stage({
    models: [wan27],
    exclusive: true,
    emulator: { models: emulatedWan27 },
  });
  const videos = new VideoClient({ client, taskQueue, models: [wan27] });
  const run = await videos.start('lost-tomorrow', { ...cat, prompt: 'A cat [[fault:accept-then-drop]]' });
  expect((await run.result()).state).toBe('stored');
  expect(emulator.bill().acceptedJobs).toBe(1);
});

test('a model that only the client knows ends with the worker’s list, and nothing is paid', async ({ stage }) => {
  const { client, taskQueue, emulator } = await stage({ emulator: { models: emulatedWan27 } });
  const videos = new VideoClient({ client, taskQueue, models: [wan27] });
  const run = await videos.start('only-client', cat);
  await expect(run.result()).rejects.toMatchObject({
    details: {
      code: 'MODEL_UNKNOWN',
      billed: 'no',
      message: expect.stringMatching(/evolink\/wan2\.7-text-to-video.*it knows: evolink\/wan2\.6-text-to-video, /),
    },
  });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 0 } });
});

test('a model that the client does not know is refused before anything is started', async ({ stage }) => {
  const { videos } = await stage({ models: [wan27] });
  // @ts-expect-error: this client was given no such model
  await expect(videos.start('unknown-here', cat)).rejects.toThrow(/^model: .*allowed: evolink\/wan2\.6/);
});
