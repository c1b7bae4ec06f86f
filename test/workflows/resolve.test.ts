import { describe, expect } from 'vitest';
import { ResolutionRefused } from '../../src/client/resolution-refused.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { orderImagePastReelwork } from './order-past-reelwork.js';
import { request, test } from './staged-test.js';

const lost = request('[[fault:accept-then-drop*1]]');
const quick = { typicalSeconds: 1 } as const;
const patient = { typicalSeconds: 600 } as const;
const tasksOf = ({ emulator }: Pick<Stage, 'emulator'>) =>
  emulator.bill({ perTask: true }).perTask!.map(({ id }) => id);

async function quarantined(here: Stage, id: string, order = lost) {
  const run = await here.videos.start(id, order);
  const { note, atStake } = await inState(here, id, 'quarantined');
  return { run, note, atStake };
}

describe.concurrent('a person who decides about a quarantined order', () => {
  test('reads when it was sent, what is at stake and what can be done', async ({ stage }) => {
    const here = await stage(quick);
    const { note, atStake } = await quarantined(here, 'told');
    const { at } = (await here.stored(here.keys.submission('told', 1))) as { at: string };
    for (const fact of [at, '25.5 EvoLink credits', '--adopt', '--resubmit', '--abandon', 'resolveSubmission']) {
      expect(note).toContain(fact);
    }
    expect(atStake).toEqual({ amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'quoted' });
  });

  test('adopts the gateway’s task, and the video is stored', async ({ stage }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, 'adopted');
    const [taskId = ''] = tasksOf(here);
    expect(await run.resolve({ action: 'adopt', taskId })).toContain(taskId);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('is told whose a task is, and nothing changes', async ({ stage }) => {
    const here = await stage(quick);
    const { taskId } = await (await here.videos.start('owner', request())).result();
    const { run } = await quarantined(here, 'thief');
    await expect(run.resolve({ action: 'adopt', taskId })).rejects.toThrow(ResolutionRefused);
    await expect(run.resolve({ action: 'adopt', taskId })).rejects.toThrow(`${taskId} belongs to 'owner'`);
    expect((await run.status()).state).toBe('quarantined');
  });

  test('is told both models, both times, or that there is no such task', async ({ stage }) => {
    const here = await stage(quick);
    const image = await orderImagePastReelwork(here.emulator.url);
    const { run } = await quarantined(here, 'asking');
    const adopt = (taskId: string) => run.resolve({ action: 'adopt', taskId });
    await expect(adopt(image)).rejects.toThrow(
      /another model: wan2\.6-image-to-video; ordered was evolink\/wan2\.6-text-to-video/,
    );
    await expect(adopt('task-unified-1-nobody')).rejects.toThrow('does not show the task task-unified-1-nobody');
    await expect(adopt('')).rejects.toThrow('not a decision; allowed: {"action":"adopt"');
    await expect(run.resolve({ action: 'retry' } as never)).rejects.toThrow('not a decision');
    expect((await run.status()).state).toBe('quarantined');
  });

  test('may take a task of another time, when it is the gateway’s clock that is wrong', async ({ stage }) => {
    const clock = createManualClock({ startsAt: Date.now() - 7_200_000 });
    const here = await stage({ ...quick, emulator: { clock } });
    const { run } = await quarantined(here, 'wrong-clock');
    const [taskId = ''] = tasksOf(here);
    await expect(run.resolve({ action: 'adopt', taskId })).rejects.toThrow('was created at another time');
    await expect(run.resolve({ action: 'adopt', taskId, anyTime: 'yes' } as never)).rejects.toThrow('not a decision');
    await run.resolve({ action: 'adopt', taskId, anyTime: true });
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for([
    ['resubmit', 'superseded'],
    ['abandon', 'given-up'],
  ] as const)('hears of %s once the ledger has it', async ([action, as], { stage }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, action);
    await run.resolve({ action });
    expect(await here.stored(here.keys.closure(action, 1))).toMatchObject({ closure: { as } });
  });

  test('is told when another run of the generation has decided otherwise', async ({ stage, backends }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, 'overruled');
    await createSubmissionLedger(backends.bucket, here.keys).close('overruled', 1, {
      schema: 1,
      at: new Date().toISOString(),
      closure: { as: 'given-up', code: 'ABANDONED', message: 'elsewhere' },
    });
    await expect(run.resolve({ action: 'resubmit' })).rejects.toThrow('it is decided already: given-up');
    await expect(run.result()).rejects.toMatchObject({ code: 'ABANDONED' });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for([0, 1, 2, 3])(
    'hears what the ledger holds though the run is cancelled meanwhile (%i)',
    async (nth, { stage }) => {
      const here = await stage(quick);
      const id = `cancelled-${nth}`;
      const { run } = await quarantined(here, id);
      const [answer] = await Promise.all([
        run.resolve({ action: 'resubmit' }).then(
          () => 'superseded',
          () => 'given-up',
        ),
        run.cancel(),
      ]);
      expect(await run.outcome()).toMatchObject({
        state: 'cancelled',
        receipt: { came: 'in-doubt', billed: 'unknown' },
      });
      expect(await here.stored(here.keys.closure(id, 1))).toMatchObject({ closure: { as: answer } });
      expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );

  test('may adopt a task at once, but pay again only after the quarantine has begun', async ({ stage }) => {
    const here = await stage(patient);
    const run = await here.videos.start('early', lost);
    await inState(here, 'early', 'unknown');
    for (const action of ['resubmit', 'abandon'] as const) {
      await expect(run.resolve({ action })).rejects.toThrow('it is still being looked for, until 20');
    }
    const [taskId = ''] = tasksOf(here);
    await run.resolve({ action: 'adopt', taskId });
    expect(await run.result()).toMatchObject({ taskId });
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('has nothing to decide about a generation that goes on by itself', async ({ stage }) => {
    const here = await stage({ ...patient, emulator: { runSeconds: 60 } });
    const run = await here.videos.start('well', request());
    await inState(here, 'well', 'generating');
    await expect(run.resolve({ action: 'resubmit' })).rejects.toThrow('there is nothing to decide');
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('has it ordered once more; what the first order still delivers is kept as well', async ({ stage, backends }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, 'again');
    const [first = ''] = tasksOf(here);
    expect(await run.resolve({ action: 'resubmit' })).toContain('ordered once more');
    const result = await run.result();
    const [, second] = tasksOf(here);
    expect(result.taskId).toBe(second);
    expect(result.submissions).toMatchObject([
      { n: 1, outcome: 'superseded', cost: { amount: '25.5', basis: 'quoted' } },
      { n: 2, outcome: 'stored', task: { taskId: second } },
    ]);
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });

    expect(await here.callBack('again', first)).toBe(204);
    const late = (await here.client.workflow.getHandle('again~1').result()) as { taskId: string };
    expect(late.taskId).toBe(first);
    expect(await backends.bucket.head(here.keys.video('again', 1))).toBeDefined();
    expect(await here.stored(here.keys.manifest('again', 1))).toMatchObject({
      taskId: first,
      cost: { basis: 'settled' },
    });
  });

  test('gets the late video also while the second order is under way', async ({ stage }) => {
    const here = await stage({ ...quick, emulator: { runSeconds: 8 } });
    const { run } = await quarantined(here, 'meanwhile');
    const [first = ''] = tasksOf(here);
    await run.resolve({ action: 'resubmit' });
    await inState(here, 'meanwhile', 'generating');
    await here.callBack('meanwhile', first);
    expect(await here.client.workflow.getHandle('meanwhile~1').result()).toMatchObject({ taskId: first });
    expect((await run.result()).taskId).not.toBe(first);
    expect(here.emulator.bill().acceptedJobs).toBe(2);
  });

  test('gives it up: the generation fails, and a late video is kept all the same', async ({ stage, backends }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, 'left');
    await run.resolve({ action: 'abandon' });
    await expect(run.result()).rejects.toMatchObject({ code: 'ABANDONED', details: { billed: 'unknown' } });
    const [first = ''] = tasksOf(here);
    await here.callBack('left', first);
    await until(() => backends.bucket.head(here.keys.video('left', 1)), 'the late video');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('is not overruled by a restart: the new run goes on with the second order', async ({ stage }) => {
    const here = await stage({ ...quick, emulator: { runSeconds: 6 } });
    const { run } = await quarantined(here, 'restarted');
    await run.resolve({ action: 'resubmit' });
    await inState(here, 'restarted', 'generating');
    const [, second] = tasksOf(here);
    await here.client.workflow.getHandle('restarted').terminate();
    const again = await here.videos.start('restarted', lost);
    expect(await again.result()).toMatchObject({
      taskId: second,
      submissions: [
        { n: 1, outcome: 'superseded' },
        { n: 2, outcome: 'stored' },
      ],
    });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });

  test('has a paid video that could not be had looked for once more', async ({ stage }) => {
    const here = await stage(quick);
    const { run, note, atStake } = await quarantined(here, 'missing', request('[[fault:no-link]]'));
    const [taskId = ''] = tasksOf(here);
    expect(note).toContain('RESULT_MISSING');
    expect(atStake).toMatchObject({ basis: 'reserved' });
    const wrong = run.resolve({ action: 'adopt', taskId: 'task-unified-1-x' });
    await expect(wrong).rejects.toThrow(`the order's task is ${taskId}`);
    const { statusReads } = here.emulator.bill().requests;
    expect(await run.resolve({ action: 'adopt', taskId })).toContain('looked for once more');
    await until(() => here.emulator.bill().requests.statusReads > statusReads, 'another look');
  });

  test('has a paid video that can’t be had ordered once more', async ({ stage }) => {
    const here = await stage(quick);
    const { run } = await quarantined(here, 'ordered-anew', request('[[fault:no-link*1]]'));
    const [taskId = ''] = tasksOf(here);
    await run.resolve({ action: 'resubmit' });
    expect(await run.result()).toMatchObject({
      submissions: [
        { n: 1, outcome: 'superseded', task: { taskId } },
        { n: 2, outcome: 'stored' },
      ],
    });
    expect(here.emulator.bill().acceptedJobs).toBe(2);
  });
});
