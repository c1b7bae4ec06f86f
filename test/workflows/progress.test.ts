import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { startTemporalBackend } from '../helpers/backends.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

describe.concurrent('the state of a generation', () => {
  test('says how far the gateway is and how long it should take', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator } = await stage({
      emulator: { clock, queueSeconds: 1, runSeconds: 100 },
      typicalSeconds: 6,
    });
    const run = await videos.start('half', request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    await clock.advance(1_000);
    await clock.advance(50_000);
    const status = await until(async () => {
      const seen = await run.status();
      return seen.progressPercent !== undefined && seen;
    }, 'a read');
    expect(status).toMatchObject({
      id: 'half',
      state: 'generating',
      model: request().model,
      progressPercent: 50,
      expectedSeconds: 6,
      workerAnswered: true,
    });
  });

  test('is overdue after three times the usual time, and the video is kept all the same', async ({ stage }) => {
    const clock = createManualClock();
    const { videos, emulator, history } = await stage({ emulator: { clock }, typicalSeconds: 1 });
    const run = await videos.start('overdue', request());
    const { note } = await until(async () => {
      const status = await run.status();
      return status.state === 'overdue' && status;
    }, 'the mark');
    expect(note).toContain('three times');
    // The wait that goes on keeps its distance from the read that brought the mark.
    await until(async () => (await history('overdue')).text.includes('"readAt"'), 'the wait to go on');
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('is told without a worker too', async ({ stage }) => {
    const { videos } = await stage({ worker: false });
    const run = await videos.start('waiting', request());
    expect(await run.status()).toMatchObject({ id: 'waiting', state: 'submitting', workerAnswered: false });
  });

  test('is remembered without a worker where the search attributes are registered', async ({ stage, own }) => {
    const temporal = own(await startTemporalBackend({}));
    const { videos, startWorker } = await stage({
      temporal,
      emulator: { clock: createManualClock() },
      worker: false,
    });
    const worker = await startWorker();
    const run = await videos.start('deserted', request(), { tenant: 'team-a' });
    await until(async () => (await run.status()).state === 'generating', 'it to generate');
    await worker.stop();
    expect(await run.status()).toMatchObject({ state: 'generating', workerAnswered: false });
    const listed = await until(async () => {
      for await (const generation of videos.list({
        where: "ReelworkState = 'generating' AND ReelworkTenant = 'team-a'",
      }))
        return generation;
      return undefined;
    }, 'the list to show it');
    expect(listed).toMatchObject({ id: 'deserted', state: 'generating', model: request().model });
  });

  test('has a sum of what was spent, which holds every order and takes back what was not charged', async ({
    stage,
    own,
  }) => {
    const temporal = own(await startTemporalBackend({}));
    const { videos, client } = await stage({ temporal, emulator: { runSeconds: 2 } });
    const sum = async (id: string) => {
      const { searchAttributes } = await client.workflow.getHandle(id).describe();
      return searchAttributes['ReelworkCostMicros'];
    };
    const refunded = await videos.start('refunded', request('[[fault:provider-fault]]'));
    await until(async () => (await sum('refunded'))?.[0] === 25_500_000, 'what stands to be paid');
    await expect(refunded.result()).rejects.toMatchObject({ details: { billed: 'no' } });
    expect(await sum('refunded')).toEqual([0]);

    const charged = request('[[fault:charged-although-failed*1]]');
    await (await videos.start('both-paid', charged, { maxSubmissions: 2 })).result();
    expect(await sum('both-paid')).toEqual([51_000_000]);

    const open = {
      model: 'auto',
      prompt: '[[fault:provider-fault*1]]',
      durationSeconds: 5,
      resolution: '720p',
    } as const;
    const elsewhere = await videos.start('elsewhere', open, {
      auto: { among: ['evolink/wan2.6-text-to-video', 'vtrix/wan26_t2v'] },
    });
    await until(async () => {
      const { model, state } = await elsewhere.status();
      return model === 'vtrix/wan26_t2v' && state === 'generating';
    }, 'the other gateway');
    expect(await sum('elsewhere')).toEqual([null]);
    const { cost } = await elsewhere.result();
    expect(await sum('elsewhere')).toEqual([Number(cost.amount) * 1e6]);
  });

  test('is stored in the list, too, where an earlier run had stored it', async ({ stage, own }) => {
    const before = await stage();
    const { taskId } = await (await before.videos.start('resumed', request())).result();
    const temporal = own(await startTemporalBackend({}));
    const { videos } = await stage({ after: before, temporal });
    await (await videos.start('resumed', request())).result();
    const listed = await until(async () => {
      for await (const generation of videos.list({ where: "ReelworkState = 'stored'" })) return generation;
      return undefined;
    }, 'the list to show it');
    expect(listed).toMatchObject({ id: 'resumed', state: 'stored', taskId });
  });
});
