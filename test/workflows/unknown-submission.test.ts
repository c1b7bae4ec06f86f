import { describe, expect } from 'vitest';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import type { FaultName } from '../../src/testing/emulator/index.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { orderImagePastReelwork } from './order-past-reelwork.js';
import { request, test } from './staged-test.js';

const onlyTask = ({ emulator }: Stage) => emulator.bill({ perTask: true }).perTask![0]!.id;

/** So that nothing but what a test does ends the doubt. */
const patient = { typicalSeconds: 600 };

describe.concurrent('a submission whose outcome is unknown', () => {
  test.for<FaultName>([
    'accept-then-drop',
    'accept-then-500',
    'accept-then-html',
    'accept-without-id',
    'accept-then-stall',
  ])('(%s) is never sent again, rests in quarantine, and is resolved by a late callback', async (fault, { stage }) => {
    const here = await stage({ typicalSeconds: 1, submitSeconds: 3 });
    const { videos, emulator, keys } = here;
    const run = await videos.start(fault, request(`[[fault:${fault}]]`));
    const { note } = await inState(here, fault, 'quarantined');
    expect(note).toContain('A person must decide');
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });

    const taskId = onlyTask(here);
    expect(await here.callBack(fault, taskId)).toBe(204);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId, cost: { basis: 'settled' } });
    expect(await here.stored(keys.acceptance(fault, 1))).toMatchObject({ task: { taskId } });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('is never sent again although the gateway took nothing', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    await here.videos.start('not-taken', request('[[fault:submit-503]]'));
    await inState(here, 'not-taken', 'quarantined');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });
  });

  test('is resolved by the gateway’s own callback, without quarantine', async ({ stage }) => {
    const here = await stage({ ...patient, callbacks: true });
    const run = await here.videos.start('called-back', request('[[fault:accept-then-drop]]'));
    expect(await run.result()).toMatchObject({ state: 'stored', taskId: onlyTask(here) });
    expect((await here.history('called-back')).events).not.toContain('TimerStarted');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('is resolved by an acceptance that comes late into the ledger', async ({ stage, backends }) => {
    const here = await stage(patient);
    const run = await here.videos.start('late', request('[[fault:accept-then-drop]]'));
    const { note } = await inState(here, 'late', 'unknown');
    expect(note).toContain('not sent again');
    await createSubmissionLedger(backends.bucket, here.keys).accept('late', 1, {
      schema: 1,
      task: { gateway: 'evolink', account: 'default', endpoint: 'default', taskId: onlyTask(here) },
      acceptedAt: new Date().toISOString(),
      expectedSeconds: 1,
      typicalSeconds: 1,
      callbackExpected: false,
      cost: { amount: '1', currency: 'EVOLINK_CREDIT', basis: 'reserved' },
    });
    expect(await run.result()).toMatchObject({ state: 'stored', taskId: onlyTask(here) });
    expect(here.emulator.bill().requests.submits).toBe(1);
  });

  test('takes no task that another generation has', async ({ stage }) => {
    const here = await stage(patient);
    const { videos, emulator, callBack, history } = here;
    await videos.start('owner', request());
    await inState(here, 'owner', 'generating');
    const theirs = onlyTask(here);
    await videos.start('thief', request('[[fault:accept-then-drop]]'));
    await inState(here, 'thief', 'unknown');
    await callBack('thief', theirs);
    await until(async () => (await history('thief')).text.includes("belongs to 'owner'"), 'the refusal');
    expect(await videos.get('thief').status()).toMatchObject({ state: 'unknown' });
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test('takes no task that was called back to the wrong address, and finds its own when the owner has found that', async ({
    stage,
  }) => {
    const here = await stage({ typicalSeconds: 20 });
    const { videos, emulator, callBack, history } = here;
    const inDoubt = async (id: string) => {
      const run = await videos.start(id, request('[[fault:accept-then-drop]]'));
      await inState(here, id, 'unknown');
      return { run, taskId: emulator.bill({ perTask: true }).perTask!.at(-1)!.id };
    };
    const misled = await inDoubt('misled');
    const owner = await inDoubt('owner-in-doubt');
    await callBack('misled', owner.taskId);
    await until(
      async () => (await history('misled')).text.includes("may be the order 'owner-in-doubt'"),
      'the objection',
    );
    await callBack('misled', misled.taskId);
    await callBack('owner-in-doubt', owner.taskId);
    for (const { run, taskId } of [misled, owner]) expect(await run.result()).toMatchObject({ taskId });
    expect(emulator.bill().acceptedJobs).toBe(2);
  });

  test.for([
    ['of another model', 'is a task of another model'],
    ['that nobody has', 'does not show the task'],
    ['with an impossible name', 'does not show the task'],
  ] as const)('takes no task %s, and hears the next callback', async ([what, reason], { stage }) => {
    const here = await stage(patient);
    const { videos, emulator, callBack, history } = here;
    const id = what.replaceAll(' ', '-');
    const run = await videos.start(id, request('[[fault:accept-then-drop]]'));
    await inState(here, id, 'unknown');
    const taskId = onlyTask(here);
    const wrong = {
      'of another model': () => orderImagePastReelwork(emulator.url),
      'that nobody has': () => 'task-unified-1-nobodyhas',
      'with an impossible name': () => '../etc',
    };
    await callBack(id, await wrong[what]());
    await until(async () => (await history(id)).text.includes(reason), 'the refusal');
    await callBack(id, taskId);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill().byModel['wan2.6-text-to-video']).toBe(1);
  });

  test('looks up the tasks that a burst of callbacks names one after another, with pauses', async ({ stage }) => {
    const here = await stage(patient);
    const { videos, emulator, callBack, history } = here;
    await videos.start('bursting', request('[[fault:accept-then-drop]]'));
    await inState(here, 'bursting', 'unknown');
    // One question has shown that the gateway is there.
    const { statusReads } = emulator.bill().requests;
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => callBack('bursting', `task-unified-1-${name}`)));
    await until(async () => (await history('bursting')).events.includes('TimerStarted'), 'the pause');
    expect((await history('bursting')).scheduled('adoptTask')).toHaveLength(1);
    expect(emulator.bill().requests.statusReads - statusReads).toBe(1);
  });

  test('can be cancelled in quarantine, and then says that nobody knows whether it was billed', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    const run = await here.videos.start('abandoned', request('[[fault:accept-then-500]]'));
    await inState(here, 'abandoned', 'quarantined');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'unknown' } });
    expect(here.emulator.bill().requests.submits).toBe(1);
  });
});
