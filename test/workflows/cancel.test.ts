import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

describe.concurrent('a generation that is cancelled', () => {
  test('before anything was sent costs nothing', async ({ stage }) => {
    const { videos, emulator, startWorker, stored, keys } = await stage({ worker: false });
    const run = await videos.start('unsent', request());
    await run.cancel();
    await startWorker();
    expect(await run.outcome()).toEqual({
      schema: 1,
      id: 'unsent',
      state: 'cancelled',
      receipt: {
        came: 'before-submission',
        billed: 'no',
        explanation: expect.stringContaining('before the gateway took the order'),
      },
    });
    expect(await stored(keys.submission('unsent', 1))).toBeUndefined();
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('while it is generating keeps the video, and says what it cost', async ({ stage, backends }) => {
    const clock = createManualClock();
    const { videos, emulator, keys, stored } = await stage({ emulator: { clock }, typicalSeconds: 8 });
    const run = await videos.start('paid', request());
    const { taskId } = await until(async () => {
      const status = await run.status();
      return status.state === 'generating' && status;
    }, 'it to generate');
    await run.cancel();
    await clock.advance(60_000);

    const result = await run.outcome();
    const { video } = (await stored(keys.manifest('paid'))) as { video: object };
    const [job] = emulator.bill({ perTask: true }).perTask ?? [];
    expect(result).toMatchObject({
      state: 'cancelled',
      receipt: { billed: 'yes', taskId, video, cost: { amount: job?.charged, basis: 'settled' } },
    });
    expect(await backends.bucket.head(keys.video('paid'))).toBeDefined();
    expect(await run.status()).toMatchObject({ state: 'cancelled' });
    expect(await (await videos.start('paid', request())).outcome()).toEqual(result);
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('while it is generating ends with the gateway’s word when that fails it', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator } = await stage({ emulator: { clock }, typicalSeconds: 8 });
    const run = await videos.start('spared', request('[[fault:moderation]]'));
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await run.cancel();
    await clock.advance(60_000);
    expect(await run.outcome()).toMatchObject({
      state: 'cancelled',
      receipt: { billed: 'no', explanation: expect.stringContaining('asked to block this prompt') },
    });
  });

  test('before it was ordered once more says what the first order has cost', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    const run = await here.videos.start('paid-before', request('[[fault:no-link]]'));
    await inState(here, 'paid-before', 'quarantined');
    const scope = { kind: 'gateway', gateway: 'evolink' } as const;
    await here.holds.set({ scope, code: 'STOPPED', reason: 'for this test', by: 'a person' });
    await run.resolve({ action: 'resubmit' });
    await inState(here, 'paid-before', 'held');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({
      state: 'cancelled',
      receipt: { came: 'too-late', billed: 'yes', explanation: expect.stringContaining('submission 1') },
    });
  });

  test('while nobody knows whether it was taken ends when that is known', async ({ stage }) => {
    const { videos, emulator, callBack } = await stage({ typicalSeconds: 600 });
    const run = await videos.start('doubtful', request('[[fault:accept-then-drop]]'));
    await until(async () => (await run.status()).state === 'unknown', 'the doubt');
    await run.cancel();
    const taskId = emulator.bill({ perTask: true }).perTask![0]!.id;
    await callBack('doubtful', taskId);
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'yes', taskId } });
  });
});
