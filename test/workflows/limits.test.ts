import { describe, expect } from 'vitest';
import type { GenerationStatus } from '../../src/client/generation-status.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { aRequestOf } from '../helpers/a-request-of.js';
import type { Stage, StageOptions } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { test } from './staged-test.js';

const model = 'dashscope/wan2.6-t2v';
const request = aRequestOf(model);

/** An account that may have so many tasks running, at a gateway that refuses each one beyond. */
const limited = (maxRunning: number, emulator: StageOptions['emulator'] = {}): StageOptions => ({
  maxRunning,
  emulator: { concurrency: maxRunning, whenFull: 'refuse', ...emulator },
});

/** Waits until a run waits for a place, and has looked so many times. */
const waits = ({ videos, client }: Stage, id: string, looks = 1): Promise<GenerationStatus> =>
  until(async () => {
    const [pending] = (await client.workflow.getHandle(id).describe()).raw.pendingActivities ?? [];
    const status = await videos.get(id).status();
    return status.ahead !== undefined && (pending?.attempt ?? 0) > looks && status;
  }, `${id} to wait`);

const gateOf = ({ keys }: Stage) => keys.gates.folder({ gateway: 'dashscope', account: 'default', model });

describe.concurrent('an account that may have only some tasks running', () => {
  test('never has more, over all workers, also when one ends and is replaced, and all videos are made', async ({
    stage,
  }) => {
    const here = await stage({ ...limited(2), worker: false });
    const there = await stage({ ...limited(2), after: here });
    const { emulator } = here;
    const first = await here.startWorker();
    const starts = Array.from({ length: 4 }, (_, index) => [
      here.videos.start(`here-${index}`, request),
      there.videos.start(`there-${index}`, request),
    ]);
    const runs = await Promise.all(starts.flat());
    await until(() => emulator.bill().jobs.completed > 0, 'the first video');
    await first.stop();
    await here.startWorker();
    for (const run of runs) expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 8, requests: { submits: 8, refused: 0 } });
  });

  test('gets a place back whose run was terminated, once its task has ended', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage(limited(1, { clock }));
    const { videos, client, emulator } = here;
    await videos.start('terminated', request);
    await inState(here, 'terminated', 'generating');
    const run = await videos.start('next', request);
    await waits(here, 'next');
    await client.workflow.getHandle('terminated').terminate('by the test');
    await waits(here, 'next', 3);
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { refused: 0 } });
    await clock.advance(60_000);
    await until(() => emulator.bill().acceptedJobs === 2, 'the second order');
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill().requests.refused).toBe(0);
  });

  test('lets the others wait without history, however long, and says what they wait for', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage(limited(1, { clock }));
    const { videos, emulator, history } = here;
    const ids = ['first', 'short', 'long'];
    for (const [index, id] of ids.entries()) {
      await videos.start(id, request);
      await (index === 0 ? inState(here, id, 'generating') : waits(here, id));
    }
    const { note, ahead } = await waits(here, 'long', 2);
    expect(note).toContain(
      "waiting for the only place of dashscope account 'default' for wan2.6-t2v. Nothing was billed",
    );
    expect(ahead).toBe(1);
    for (let made = 1; made <= 3; made += 1) {
      await until(() => emulator.bill().acceptedJobs === made, `order ${made}`);
      await clock.advance(60_000);
    }
    for (const id of ids) expect(await videos.get(id).result()).toMatchObject({ state: 'stored' });
    const [plain, short, long] = await Promise.all(ids.map(async (id) => (await history(id)).events.length));
    expect(short).toBe(long);
    // One more activity to wait, and one more to submit.
    expect(short! - plain!).toBeLessThanOrEqual(12);
  });

  test('lets a tenant’s first order pass before the next one of a tenant that has places', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage(limited(2, { clock, queueSeconds: 0, runSeconds: 60 }));
    const { videos, emulator } = here;
    const start = (id: string, tenant: string) => videos.start(id, request, { tenant });
    await start('many-1', 'many');
    await inState(here, 'many-1', 'generating');
    await clock.advance(30_000);
    await start('many-2', 'many');
    await inState(here, 'many-2', 'generating');
    await start('many-3', 'many');
    await waits(here, 'many-3');
    await start('few-1', 'few');
    await waits(here, 'few-1');
    await clock.advance(40_000);
    await inState(here, 'few-1', 'generating');
    expect(await videos.get('many-3').status()).toMatchObject({ state: 'submitting' });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 3, requests: { refused: 0 } });
  });

  test('lets one that waits be cancelled at once: nothing was billed, and nothing of it is left', async ({
    stage,
    backends,
  }) => {
    const clock = createManualClock();
    const here = await stage(limited(1, { clock }));
    const { videos, emulator } = here;
    await videos.start('running', request);
    await inState(here, 'running', 'generating');
    const run = await videos.start('dropped', request);
    await waits(here, 'dropped');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({
      state: 'cancelled',
      receipt: { came: 'before-submission', billed: 'no' },
    });
    expect(emulator.bill().requests.submits).toBe(1);
    const left: string[] = [];
    for await (const { key } of backends.bucket.list(gateOf(here))) left.push(key);
    expect(left).toEqual([`${gateOf(here)}places/1.json`]);
  });
});
