import { describe, expect } from 'vitest';
import { isKnownModel, models } from '../../src/domain/models.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { aRequestOf } from '../helpers/a-request-of.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { test } from './staged-test.js';

const every = Object.keys(models).filter(isKnownModel);

describe.concurrent('the same request', () => {
  test('becomes one stored video with whichever model, and one job on its gateway’s bill', async ({ stage }) => {
    const { videos, emulator, stored, keys } = await stage();
    const results = await Promise.all(
      every.map(async (model, index) => (await videos.start(`video-${index}`, aRequestOf(model))).result()),
    );
    const jobs = emulator.bill({ perTask: true }).perTask ?? [];
    for (const [index, model] of every.entries()) {
      const { gateway, currency } = models[model];
      const result = results[index]!;
      const job = jobs.find(({ id }) => id === result.taskId);
      expect(job).toMatchObject({ gateway, state: 'completed' });
      expect(result).toMatchObject({ model, state: 'stored', cost: { currency: currency } });
      expect(await stored(keys.submission(`video-${index}`, 1))).toMatchObject({ gateway, account: 'default' });
      // What the gateway's final answer says is what it has charged; DashScope's tells seconds, and no money.
      expect(result.cost.basis).toBe(gateway === 'dashscope' ? 'quoted' : 'settled');
    }
    expect(jobs).toHaveLength(every.length);
  });

  test.for(['vtrix/wan26_t2v', 'aimlapi/wan-2-6-t2v', 'dashscope/wan2.6-t2v'] as const)(
    'is paid once with %s when the answer is lost',
    async (model, { stage }) => {
      const staged = await stage({ exclusive: true });
      const { videos, emulator } = staged;
      const id = `lost-${models[model].gateway}`;
      const run = await videos.start(id, aRequestOf(model, 'A cat [[fault:accept-then-drop]]'));
      if (models[model].lookUp === 'nothing') {
        // Nobody can ask Vtrix: a person decides.
        await inState(staged, id, 'quarantined');
        const [job] = emulator.bill({ perTask: true }).perTask ?? [];
        await run.resolve({ action: 'adopt', taskId: job!.id });
      }
      expect((await run.result()).state).toBe('stored');
      expect(emulator.bill().acceptedJobs).toBe(1);
    },
  );
});

test('a cancelled generation costs nothing where the gateway cancels its queued task', async ({ stage }) => {
  const clock = createManualClock();
  const { videos, emulator } = await stage({ emulator: { clock, queueSeconds: 60 }, typicalSeconds: 60 });
  const run = await videos.start('queued', aRequestOf('dashscope/wan2.6-t2v'));
  await until(async () => (await run.status()).state === 'generating', 'the task to be queued');
  await run.cancel();
  expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { came: 'at-gateway', billed: 'no' } });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, jobs: { cancelled: 1 } });
  expect(emulator.bill().balances.dashscope).toMatchObject({ reserved: '0', spent: '0' });
});

test('what a gateway bills in seconds costs what the price list says of them', async ({ stage }) => {
  const { videos } = await stage();
  const run = await videos.start('by-seconds', aRequestOf('dashscope/wan2.6-t2v', 'A cat [[fault:shorter]]'));
  // Five seconds were ordered, and quoted: 0.75.
  expect((await run.result()).cost).toEqual({ amount: '0.6', currency: 'USD', basis: 'quoted' });
});

test('a failure of Vtrix’s own fault may have been billed: no page says that it is refunded', async ({ stage }) => {
  const { videos } = await stage();
  const run = await videos.start('untold', aRequestOf('vtrix/wan26_t2v', 'A cat [[fault:provider-fault]]'));
  await expect(run.result()).rejects.toMatchObject({
    details: { code: 'GENERATION_FAILED', gatewayCode: '001026095', billed: 'unknown' },
  });
});

test('a failure that the gateway may take back is read five times before it is believed', async ({ stage }) => {
  const { videos, emulator } = await stage();
  const run = await videos.start('doubtful', aRequestOf('vtrix/wan26_t2v', 'A cat [[fault:code-001026098]]'));
  await expect(run.result()).rejects.toMatchObject({
    details: { code: 'GENERATION_FAILED', gatewayCode: '001026098', billed: 'unknown' },
  });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { statusReads: 5 } });
});
