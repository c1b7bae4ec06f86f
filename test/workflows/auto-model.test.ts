import { describe, expect } from 'vitest';
import type { AutoRequestInput } from '../../src/domain/requests/index.js';
import type { FaultName } from '../../src/testing/emulator/index.js';
import { freePort } from '../../src/testing/local-stack/ports.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { resetRun } from './reset-run.js';
import { test } from './staged-test.js';

const auto = (prompt = 'A cat playing piano'): AutoRequestInput => ({
  model: 'auto',
  prompt,
  durationSeconds: 5,
  resolution: '720p',
});

const evolink = 'evolink/wan2.6-text-to-video';
const dashscope = 'dashscope/wan2.6-t2v';
const vtrix = 'vtrix/wan26_t2v';
const aimlapi = 'aimlapi/wan-2-6-t2v';

/** A gateway's account at an address where nobody listens. */
const away = async () => ({ apiKey: 'key', baseUrl: `http://127.0.0.1:${await freePort()}` });

describe.concurrent('a request that leaves its model open', () => {
  test('is served by the cheapest model whose price is known', async ({ stage }) => {
    const { videos, emulator, stored, keys } = await stage();
    const result = await (await videos.start('cheapest', auto())).result();
    expect(result).toMatchObject({ state: 'stored', model: evolink });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1 });
    expect(await stored(keys.submission('cheapest', 1))).toMatchObject({ model: evolink, request: { model: 'auto' } });
  });

  test('is served by the next gateway while one is away, and billed once', async ({ stage }) => {
    const staged = await stage({ gateways: { evolink: await away() } });
    const { videos, emulator } = staged;
    const run = await videos.start('outage', auto());
    expect(await run.result()).toMatchObject({ state: 'stored', model: dashscope, submissions: [{ n: 1 }] });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1 });
    expect((await run.status()).model).toBe(dashscope);
  });

  test('goes on at the next gateway after a failure that was refunded', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const run = await videos.start('refunded', auto('A cat [[fault:provider-fault*1]]'));
    const result = await run.result();
    expect(result).toMatchObject({
      model: dashscope,
      submissions: [
        { n: 1, outcome: 'failed', task: { gateway: 'evolink' } },
        { n: 2, outcome: 'stored', task: { gateway: 'dashscope' } },
      ],
    });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 2, jobs: { completed: 1, failed: 1 } });
    expect(emulator.bill().balances.evolink).toMatchObject({ spent: '0' });
  });

  // EvoLink's answer about a failed task does not tell what it has charged; its row in the list does.
  test.for<[string, readonly `${FaultName}*1`[]]>([
    ['was charged', ['charged-although-failed*1']],
    ['may have been charged', ['provider-fault*1', 'list-never*1']],
  ])('is ordered nowhere else after a failure that %s', async ([id, faults], { stage }) => {
    const { videos, emulator } = await stage();
    const prompt = `A cat ${faults.map((fault) => `[[fault:${fault}]]`).join(' ')}`;
    const run = await videos.start(id.replaceAll(' ', '-'), auto(prompt));
    await expect(run.result()).rejects.toMatchObject({ code: 'GENERATION_FAILED', details: { billed: 'unknown' } });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for([evolink, dashscope, vtrix, aimlapi])(
    'does not shop around for a gateway that lets pass what another one moderates: %s',
    async (first, { stage }) => {
      const { videos, emulator } = await stage();
      const among = [first, ...[evolink, vtrix].filter((other) => other !== first)];
      const run = await videos.start(`moderated-${first.split('/')[0]}`, auto('A cat [[fault:refuse-moderation*1]]'), {
        auto: { among },
      });
      await expect(run.result()).rejects.toMatchObject({ details: { code: 'REFUSED', billed: 'no' } });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });
    },
  );

  test('is never ordered elsewhere while nobody knows whether it was taken', async ({ stage }) => {
    const staged = await stage();
    const { videos, emulator } = staged;
    const run = await videos.start('in-doubt', auto('A cat [[fault:accept-then-drop*1]]'));
    await inState(staged, 'in-doubt', 'quarantined');
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    const [job] = emulator.bill({ perTask: true }).perTask ?? [];
    await run.resolve({ action: 'adopt', taskId: job!.id });
    expect(await run.result()).toMatchObject({ model: evolink });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('is not served by an account at an address whose prices nobody knows', async ({ stage }) => {
    const elsewhere = { apiKey: 'key', baseUrl: `https://127.0.0.1:${await freePort()}` };
    const { videos, emulator } = await stage({ gateways: { evolink: undefined, dashscope: elsewhere } });
    const run = await videos.start('elsewhere', auto());
    await expect(run.result()).rejects.toMatchObject({
      details: { code: 'INVALID_REQUEST', message: expect.stringContaining(`${dashscope}: its price is not known`) },
    });
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('turns away from an account that is held, and waits where all are', async ({ stage }) => {
    const staged = await stage();
    const { videos, holds } = staged;
    const hold = { code: 'STOPPED', reason: 'closed', by: 'a person' } as const;
    await holds.set({ ...hold, scope: { kind: 'gateway', gateway: 'evolink' } });
    expect(await (await videos.start('one-held', auto())).result()).toMatchObject({ model: dashscope });
    await holds.set({ ...hold, scope: { kind: 'gateway', gateway: 'dashscope' } });
    const run = await videos.start('all-held', auto());
    expect(await inState(staged, 'all-held', 'held')).toMatchObject({ model: evolink });
    await holds.lift({ kind: 'gateway', gateway: 'evolink' });
    expect(await run.result()).toMatchObject({ model: evolink });
  });

  test('keeps to the caller’s order and constraints', async ({ stage }) => {
    const { videos } = await stage({ callbacks: true });
    const options = { auto: { among: [vtrix, evolink] } };
    expect(await (await videos.start('ordered', auto(), options)).result()).toMatchObject({ model: vtrix });
    const calling = await videos.start('calling', auto(), { auto: { among: [vtrix, evolink], needsCallback: true } });
    expect(await calling.result()).toMatchObject({ model: evolink });
  });

  test('ends, unpaid, where no model may serve it, with the reason of each', async ({ stage }) => {
    const { videos, emulator } = await stage({ gateways: { evolink: undefined, dashscope: undefined } });
    const run = await videos.start('nobody', auto());
    await expect(run.result()).rejects.toMatchObject({
      details: {
        code: 'INVALID_REQUEST',
        billed: 'no',
        message: expect.stringContaining("not evolink/wan2.6-text-to-video: no account 'default' of evolink"),
      },
    });
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('finds the order of an earlier run where that had placed it', async ({ stage }) => {
    const first = await stage({ gateways: { evolink: await away() }, emulator: { runSeconds: 3 } });
    await first.videos.start('reset-auto', auto());
    await until(() => first.emulator.bill().acceptedJobs === 1, 'the order at the second gateway');
    await resetRun(first, 'reset-auto', 'first');
    const run = first.videos.get('reset-auto');
    expect(await run.result()).toMatchObject({ model: dashscope });
    expect(first.emulator.bill().acceptedJobs).toBe(1);
  });
});

describe('a request that leaves its model open', () => {
  test('is refused before anything is started where no model takes it', async ({ stage }) => {
    const { videos } = await stage({ worker: false });
    await expect(videos.start('none', { ...auto(), durationSeconds: 60 })).rejects.toThrow(
      /^model: 'auto'; allowed: a request that some model takes\n {2}not evolink\/wan2\.6-text-to-video: durationSeconds: 60/,
    );
  });

  test('is the only one that may constrain the choice', async ({ stage }) => {
    const { videos } = await stage({ worker: false });
    const options = { auto: { needsCallback: true } };
    await expect(videos.start('named', { ...auto(), model: evolink }, options)).rejects.toThrow(
      "auto: with model 'evolink/wan2.6-text-to-video'; allowed: only with model 'auto'",
    );
  });
});
