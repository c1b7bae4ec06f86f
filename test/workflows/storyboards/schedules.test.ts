import { describe, expect } from 'vitest';
import { until } from '../../helpers/until.js';
import { test } from '../staged-test.js';
import { aStoryboard } from './a-storyboard.js';

const gull = { id: 'gull', prompt: 'A gull' };
/** Never by itself while a test runs. */
const never = { cron: '0 3 29 2 *' };

describe('a schedule', { timeout: 120_000 }, () => {
  test('makes the storyboard when it fires, and tells what each run has cost', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const schedule = await videos.schedules.create('nightly-1', aStoryboard([gull]), never);
    await schedule.trigger();
    const { runs, next } = await until(async () => {
      const status = await schedule.status();
      return status.runs[0]?.state === 'finished' && status;
    }, 'the first run to end');
    expect(runs).toMatchObject([{ cost: { amounts: [{ amount: '25.5' }] } }]);
    expect(next[0]).toMatch(/-02-29T03:00:00\.000Z$/);
    const { shots } = await videos.storyboards.get(runs[0]!.id).result();
    expect(shots).toMatchObject([{ generation: expect.stringMatching(/^nightly-1-[\dT-]+Z\/gull\/1$/) }]);

    await schedule.trigger();
    const again = await until(async () => {
      const status = await schedule.status();
      return status.runs.length === 2 && status.runs.every(({ state }) => state === 'finished') && status;
    }, 'the second run to end');
    expect(again.runs[0]).toMatchObject({ cost: { amounts: [] } });
    expect(emulator.bill().acceptedJobs).toBe(1);
    await schedule.delete();
  });

  test('fires into a run that is still going as it was told to: not at all', async ({ stage }) => {
    const { videos, emulator } = await stage({ emulator: { runSeconds: 4 } });
    const dated = aStoryboard([{ id: 'gull', prompt: 'A gull' }]);
    const schedule = await videos.schedules.create('nightly-2', dated, { ...never, overlap: 'skip' });
    await schedule.trigger();
    await until(() => emulator.bill().acceptedJobs === 1, 'the first order');
    await schedule.trigger();
    await until(async () => (await schedule.status()).runs[0]?.state === 'finished', 'the run to end');
    expect((await schedule.status()).runs).toHaveLength(1);
    await schedule.delete();
  });

  test('makes what it was created with, until it is changed; paused, it says why', async ({ stage }) => {
    const { videos } = await stage();
    const schedule = await videos.schedules.create('nightly-3', aStoryboard([gull]), { ...never, paused: true });
    expect(await schedule.status()).toMatchObject({ paused: true, fired: 0, runs: [] });
    await schedule.resume();
    await schedule.pause('on holiday');
    expect(await schedule.status()).toMatchObject({ paused: true, note: 'on holiday' });
    await videos.schedules.update('nightly-3', aStoryboard([{ ...gull, prompt: 'Two gulls' }]), { cron: '0 4 29 2 *' });
    expect((await schedule.status()).next[0]).toMatch(/T04:00:00/);
    expect(await schedule.status()).toMatchObject({ paused: true });
    await schedule.delete();
  });

  test('of which something can not be right is refused with the field', async ({ stage }) => {
    const { videos } = await stage();
    const create = (settings: object, id = 'nightly-4') =>
      videos.schedules.create(id, aStoryboard([gull]), { ...never, ...settings });
    await expect(create({ cron: 'every night' })).rejects.toThrow(/^cron: .*five fields/);
    await expect(create({ cron: '0 99 * * *' })).rejects.toThrow(/^cron: '0 99/);
    await expect(create({ timeZone: 'Mars/Olympus' })).rejects.toThrow(/^timeZone: 'Mars\/Olympus'; allowed: the name/);
    await expect(create({ overlap: 'terminate' })).rejects.toThrow(/^overlap: 'terminate'; allowed: 'skip', /);
    await expect(create({ often: true })).rejects.toThrow(/^often: true; allowed: not a field of a schedule/);
    await expect(create({}, 'a/b')).rejects.toThrow(/^id: 'a\/b'/);
    const schedule = await create({});
    await expect(create({})).rejects.toThrow(/^id: 'nightly-4'; allowed: the id of no schedule/);
    await schedule.delete();
  });

  test('keeps its runs of a period within its budget', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const document = aStoryboard([gull, { id: 'boat', prompt: 'A boat' }], { whenSpent: 'end' });
    const budget = { cap: '25.5 EVOLINK_CREDIT', per: 'day' } as const;
    const schedule = await videos.schedules.create('nightly-5', document, { ...never, budget });
    await schedule.trigger();
    const [run] = await until(async () => {
      const { runs } = await schedule.status();
      return runs[0]?.state === 'failed' && runs;
    }, 'the run to end');
    expect(run?.reason).toContain('lacks boat: its budget is spent');
    expect(emulator.bill().acceptedJobs).toBe(1);
    await schedule.delete();
  });
});
