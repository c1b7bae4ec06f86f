import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createSystemClock, startEmulator } from '../../../src/testing/emulator/index.js';
import { createGateway, emulatorOnHand, referenceVideo, textToVideo } from './emulators.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

const none = { available: expect.any(String), reserved: '0', spent: '0' };
const untouched = {
  vtrix: { currency: 'USD', ...none },
  aimlapi: { currency: 'credits', ...none },
  dashscope: { currency: 'CNY', ...none },
};

test('the bill counts what was accepted, refused and read, over HTTP as in the program', async () => {
  const { gateway, emulator, clock } = await emulatorOnHand();
  const { json } = await gateway.submit(textToVideo);
  await gateway.submit(referenceVideo);
  await gateway.submit({ ...textToVideo, duration: 99 });
  await clock.advance(8_000);
  const { results } = (await gateway.task(json.id)).json;
  await (await fetch(results[0])).arrayBuffer();
  const bill = (await gateway.call('GET', '/__bill')).json;
  expect(bill).toEqual({
    acceptedJobs: 2,
    jobs: { queued: 0, running: 0, completed: 2, failed: 0, cancelled: 0 },
    credits: { available: '9949', reserved: '0', spent: '51' },
    balances: {
      ...untouched,
      evolink: { currency: 'credits', available: '9949', reserved: '0', spent: '51' },
    },
    requests: {
      submits: 3,
      refused: 1,
      replayed: 0,
      statusReads: 1,
      listReads: 0,
      linkReads: 1,
      callbacksSent: 0,
      callbackFailures: 0,
    },
    byModel: { 'wan2.6-text-to-video': 1, 'wan2.6-reference-video-flash': 1 },
    videos: 'bundled',
    ffmpeg: false,
  });
  expect(emulator.bill()).toEqual(bill);
  expect((await gateway.call('GET', '/__bill?perTask')).json.perTask).toHaveLength(2);
});

test('the clock can be moved over HTTP', async () => {
  const { gateway, clock } = await emulatorOnHand();
  const { json } = await gateway.submit(textToVideo);
  const before = clock.now();
  expect((await gateway.call('POST', '/__clock', { advanceSeconds: 8 })).json).toEqual({
    now: new Date(before + 8_000).toISOString(),
  });
  expect((await gateway.task(json.id)).json.status).toBe('completed');
  expect((await gateway.call('POST', '/__clock', { advanceSeconds: -1 })).status).toBe(400);
});

test('on a clock that runs by itself jobs finish by themselves, and the clock cannot be moved', async () => {
  const { gateway, emulator } = await emulatorOnHand({ clock: createSystemClock({ speed: 100 }) });
  const { json } = await gateway.submit(textToVideo);
  expect((await gateway.call('POST', '/__clock', { advanceSeconds: 8 })).status).toBe(409);
  await expect.poll(async () => (await gateway.task(json.id)).json.status).toBe('completed');
  expect(emulator.bill().credits.spent).toBe('25.5');
});

test('closing leaves nothing behind: no connection, no timer, no ffmpeg, no folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  vi.stubEnv('TMPDIR', folder);
  const emulator = await startEmulator({ queueSeconds: 0, runSeconds: 60 });
  const gateway = createGateway(emulator.url);
  expect(await readdir(folder)).toHaveLength(1);
  const { json } = await gateway.submit({ ...textToVideo, duration: 15, quality: '1080p' });
  await expect.poll(async () => (await gateway.task(json.id)).json.status).toBe('processing');
  const stalled = gateway.submit({ ...textToVideo, prompt: '[[fault:accept-then-stall]]' });
  await expect.poll(() => emulator.bill().acceptedJobs).toBe(2);
  const [dropped] = await Promise.allSettled([stalled, emulator.close()]);
  expect(dropped.status).toBe('rejected');
  await expect(gateway.task(json.id)).rejects.toThrow();
  await emulator.idle();
  expect(await readdir(folder)).toEqual([]);
});

test('results are kept in the folder that was given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-kept-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { gateway, clock, emulator } = await emulatorOnHand({ ffmpeg: 'auto', cacheFolder: join(folder, 'results') });
  const { json } = await gateway.submit({ ...textToVideo, duration: 2 });
  await clock.advance(8_000);
  await emulator.close();
  expect(await readdir(join(folder, 'results'))).toEqual([`${json.id}.mp4`]);
  expect(existsSync(join(folder, 'results'))).toBe(true);
});

test('a port that is taken is an error, and nothing is left running', async () => {
  const { emulator } = await emulatorOnHand();
  const folder = await mkdtemp(join(tmpdir(), 'reelwork-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  vi.stubEnv('TMPDIR', folder);
  await expect(startEmulator({ ffmpeg: 'none', port: Number(new URL(emulator.url).port) })).rejects.toThrow(
    'EADDRINUSE',
  );
  expect(await readdir(folder)).toEqual([]);
});

test('two emulators live side by side', async () => {
  const first = await emulatorOnHand();
  const second = await emulatorOnHand();
  await first.gateway.submit(textToVideo);
  expect([first.emulator.bill().acceptedJobs, second.emulator.bill().acceptedJobs]).toEqual([1, 0]);
});
