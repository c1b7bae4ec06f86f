import { describe, expect } from 'vitest';
import type { GenerationOptions } from '../../src/domain/requests/parse-options.js';
import { startTemporalBackend } from '../helpers/backends.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { heldAnswer } from './held-answer.js';
import { inState } from './in-state.js';
import { resetRun } from './reset-run.js';
import { request, test } from './staged-test.js';

const lost = request('[[fault:accept-then-drop]]');
const onlyTask = ({ emulator }: Stage) => emulator.bill({ perTask: true }).perTask![0]!.id;

describe.concurrent('a run that begins again while the gateway has not answered its order', () => {
  test.for<[string, (stage: Stage, id: string) => Promise<unknown>]>([
    ['reset', (stage, id) => resetRun(stage, id, 'first')],
    [
      'terminated',
      async ({ client, videos }, id) => {
        await client.workflow.getHandle(id).terminate('by the test');
        await videos.start(id, request());
      },
    ],
  ])('(%s) sends nothing, and takes the answer that the earlier attempt still gets', async ([id, again], { stage }) => {
    const { taken, tell, between } = heldAnswer();
    const here = await stage({ between, typicalSeconds: 10 });
    await here.videos.start(id, request());
    await taken;
    await again(here, id);
    await inState(here, id, 'unknown');
    tell();
    await until(() => here.stored(here.keys.acceptance(id, 1)), 'the acceptance');
    expect(await here.videos.get(id).result()).toMatchObject({ state: 'stored', taskId: onlyTask(here) });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });
});

describe.concurrent('a run that begins again', () => {
  test('where it waits, goes on with its task', async ({ stage }) => {
    const here = await stage({ emulator: { runSeconds: 5 } });
    await here.videos.start('waiting', request());
    await inState(here, 'waiting', 'generating');
    await resetRun(here, 'waiting', 'last');
    expect(await here.videos.get('waiting').result()).toMatchObject({ state: 'stored', taskId: onlyTask(here) });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for(['first', 'last'] as const)('after its end (from its %s step) ends the same', async (from, { stage }) => {
    const here = await stage();
    const id = `ended-${from}`;
    const result = await (await here.videos.start(id, request())).result();
    await resetRun(here, id, from);
    expect(await here.videos.get(id).result()).toEqual(result);
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for<[string, (stage: Stage, id: string) => Promise<unknown>]>([
    ['reset', (stage, id) => resetRun(stage, id, 'first')],
    [
      'terminated',
      async ({ client, videos }, id) => {
        await client.workflow.getHandle(id).terminate('by the test');
        await videos.start(id, lost);
      },
    ],
  ])('in quarantine (%s) rests there again, until a late word comes', async ([how, again], { stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    const id = `quarantined-${how}`;
    await here.videos.start(id, lost);
    await inState(here, id, 'quarantined');
    await again(here, id);
    await inState(here, id, 'quarantined');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    expect(await here.callBack(id, onlyTask(here))).toBe(204);
    expect(await here.videos.get(id).result()).toMatchObject({ state: 'stored', taskId: onlyTask(here) });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('on a Temporal that knows nothing of its quarantine rests there again', async ({ stage, own }) => {
    const first = await stage({ typicalSeconds: 1 });
    await first.videos.start('forgotten', lost);
    await inState(first, 'forgotten', 'quarantined');
    const temporal = own(await startTemporalBackend());
    const second = await stage({ after: first, temporal, typicalSeconds: 1 });
    await second.videos.start('forgotten', lost);
    await inState(second, 'forgotten', 'quarantined');
    expect(first.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('while its second order is under way, goes on with that one', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1, emulator: { runSeconds: 6 } });
    const run = await here.videos.start('second', request('[[fault:accept-then-drop*1]]'));
    await inState(here, 'second', 'quarantined');
    await run.resolve({ action: 'resubmit' });
    const { taskId } = await inState(here, 'second', 'generating');
    await resetRun(here, 'second', 'first');
    expect(await here.videos.get('second').result()).toMatchObject({
      taskId,
      submissions: [
        { n: 1, outcome: 'superseded' },
        { n: 2, outcome: 'stored' },
      ],
    });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });

  test.for<[string, GenerationOptions, GenerationOptions | undefined]>([
    ['with fewer submissions', { maxSubmissions: 3 }, undefined],
    [
      'with fewer models',
      { auto: { among: ['evolink/wan2.6-text-to-video', 'dashscope/wan2.6-t2v'] } },
      { auto: { among: ['evolink/wan2.6-text-to-video'] } },
    ],
  ])('%s than were used goes on with the order that was sent last', async ([how, options, again], { stage }) => {
    const here = await stage({ emulator: { runSeconds: 4 } });
    const id = how.replaceAll(' ', '-');
    const { aspectRatio: _, ...open } = request('[[fault:provider-fault*1]]');
    const order = options.auto === undefined ? open : ({ ...open, model: 'auto' } as const);
    await here.videos.start(id, order, options);
    await until(() => here.stored(here.keys.acceptance(id, 2)), 'the second order');
    await here.client.workflow.getHandle(id).terminate('by the test');
    const run = await here.videos.start(id, order, again);
    expect(await run.result()).toMatchObject({
      state: 'stored',
      submissions: [
        { n: 1, outcome: 'failed' },
        { n: 2, outcome: 'stored' },
      ],
    });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });

  test('goes on with the second order, too, where the ledger has lost how the first one ended', async ({
    stage,
    backends,
  }) => {
    const here = await stage({ emulator: { runSeconds: 4 } });
    const order = request('[[fault:provider-fault*1]]');
    await here.videos.start('end-lost', order, { maxSubmissions: 2 });
    await until(() => here.stored(here.keys.acceptance('end-lost', 2)), 'the second order');
    await here.client.workflow.getHandle('end-lost').terminate('by the test');
    await backends.bucket.delete(here.keys.closure('end-lost', 1));
    const run = await here.videos.start('end-lost', order);
    expect(await run.result()).toMatchObject({ submissions: [{ outcome: 'failed' }, { outcome: 'stored' }] });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });

  test('after a person had it ordered once more, orders nothing more', async ({ stage, own }) => {
    const here = await stage({ typicalSeconds: 1 });
    const twice = request('[[fault:accept-then-drop*1]]');
    const run = await here.videos.start('resubmitted', twice);
    await inState(here, 'resubmitted', 'quarantined');
    await run.resolve({ action: 'resubmit' });
    const result = await run.result();
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
    await resetRun(here, 'resubmitted', 'first');
    expect(await here.videos.get('resubmitted').result()).toEqual(result);
    const temporal = own(await startTemporalBackend());
    const second = await stage({ after: here, temporal, typicalSeconds: 1 });
    expect(await (await second.videos.start('resubmitted', twice)).result()).toEqual(result);
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });
});

test('two Temporals that start one id at the same moment order once, and both have the video', async ({
  stage,
  own,
}) => {
  const first = await stage({ typicalSeconds: 10 });
  const second = await stage({ after: first, temporal: own(await startTemporalBackend()), typicalSeconds: 10 });
  const runs = await Promise.all([first, second].map(({ videos }) => videos.start('both', request())));
  const [one, other] = await Promise.all(runs.map((run) => run.result()));
  expect(one).toEqual(other);
  expect(first.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
});

test('a client that knows nothing of Reelwork orders nothing more where the gateway has failed the video', async ({
  stage,
}) => {
  const here = await stage();
  const failing = request('[[fault:moderation]]');
  const start = () =>
    here.client.workflow.start('generateVideo', { workflowId: 'failed', taskQueue: here.taskQueue, args: [failing] });
  await expect((await start()).result()).rejects.toThrow();
  const { bill } = here.emulator;
  const before = bill();
  await expect((await start()).result()).rejects.toThrow();
  expect(bill()).toEqual(before);
  expect(before.acceptedJobs).toBe(1);
});
