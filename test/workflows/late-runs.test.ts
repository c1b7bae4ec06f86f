import { describe, expect } from 'vitest';
import { findWaiting } from '../../src/cli/resolve-many.js';
import type { ListedGeneration } from '../../src/client/list-generations.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { startTemporalBackend } from '../helpers/backends.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { heldAnswer } from './held-answer.js';
import { inState } from './in-state.js';
import { orderPastReelwork } from './order-past-reelwork.js';
import { resetRun } from './reset-run.js';
import { request, test } from './staged-test.js';

const quick = { typicalSeconds: 1 };
const tasksOf = ({ emulator }: Stage) => emulator.bill({ perTask: true }).perTask!.map(({ id }) => id);

/** A generation whose first order, lost on its way back, was replaced; its task, which a run of its own looks for. */
async function replaced(here: Stage, id: string, firstFault = ''): Promise<string> {
  const run = await here.videos.start(id, request(`[[fault:accept-then-drop*1]] ${firstFault}`));
  await inState(here, id, 'quarantined');
  const [first = ''] = tasksOf(here);
  await run.resolve({ action: 'resubmit' });
  await run.result();
  return first;
}

const listed = ({ videos }: Stage, where: string) =>
  until(async () => {
    const found: ListedGeneration[] = [];
    for await (const generation of videos.list({ where })) found.push(generation);
    return found.length > 0 && found;
  }, `a generation where ${where}`);

describe.concurrent('a run that keeps what a superseded order still delivers', () => {
  test('is found by whoever must decide about it, who can give it up', async ({ stage, own }) => {
    const here = await stage({ ...quick, temporal: own(await startTemporalBackend({})) });
    const taskId = await replaced(here, 'dead-end', '[[fault:no-link*1]]');
    await here.callBack('dead-end', taskId);

    const { note } = await inState(here, 'dead-end~1', 'quarantined');
    expect(note).toContain('RESULT_MISSING');
    expect(note).toContain(`reelwork resolve dead-end~1 --adopt ${taskId}`);
    expect(note).toContain('reelwork resolve dead-end~1 --abandon');
    expect(note).not.toContain('resubmit');
    expect(await listed(here, "ReelworkState = 'quarantined'")).toMatchObject([{ id: 'dead-end~1', taskId }]);
    const everything = "ReelworkState != 'stored'";
    expect((await findWaiting(here.videos, everything, 'abandon')).generations).toMatchObject([{ id: 'dead-end~1' }]);
    expect((await findWaiting(here.videos, everything, 'resubmit')).generations).toEqual([]);

    await here.videos.get('dead-end~1').resolve({ action: 'abandon' });
    await expect(here.videos.get('dead-end~1').result()).rejects.toMatchObject({ code: 'ABANDONED' });
    expect(await listed(here, "ReelworkState = 'failed'")).toMatchObject([{ id: 'dead-end~1' }]);
    expect(await here.stored(here.keys.closure('dead-end', 1))).toMatchObject({ closure: { as: 'superseded' } });
  });

  test('shows the tasks that it may be, and keeps the one that a person adopts', async ({ stage }) => {
    const here = await stage(quick);
    const taskId = await replaced(here, 'shown');
    const { note } = await until(async () => {
      const status = await here.videos.get('shown~1').status();
      return status.note?.includes(taskId) === true && status;
    }, 'the candidate');
    expect(note).toContain(`reelwork resolve shown~1 --adopt ${taskId}`);
    expect(note).not.toMatch(/resubmit|abandon/);
    await here.videos.get('shown~1').resolve({ action: 'adopt', taskId });
    expect(await here.videos.get('shown~1').result()).toMatchObject({ state: 'stored', taskId });
  });

  test('is given up without a word about the order that goes on', async ({ stage }) => {
    const { taken, tell, between } = heldAnswer();
    const clock = createManualClock();
    const setClock = () => clock.advance(Date.now() - clock.now());
    const here = await stage({ typicalSeconds: 600, between, emulator: { clock, runSeconds: 3600 } });
    await setClock();
    const run = await here.videos.start('two', request());
    await taken;
    await resetRun(here, 'two', 'first');
    await inState(here, 'two', 'unknown');
    await setClock();
    const second = await orderPastReelwork(here.emulator.url, '[[fault:no-link]]');
    await here.callBack('two', second);
    await inState(here, 'two', 'generating');
    tell();
    await until(async () => (await run.status()).taskId === tasksOf(here)[0], 'the answer to count');
    await clock.advance(4_000_000);
    await here.callBack('two');
    await run.result();

    await inState(here, 'two~1', 'quarantined');
    await here.videos.get('two~1').resolve({ action: 'abandon' });
    await expect(here.videos.get('two~1').result()).rejects.toMatchObject({
      code: 'ABANDONED',
      details: { taskId: second },
    });
    expect(await here.stored(here.keys.closure('two', 1))).toBeUndefined();
  });
});

test('a gateway whose lists differ from look to look does not make a run loop', async ({ stage }) => {
  const createdAt = Math.floor(Date.now() / 1000);
  let looks = 0;
  const instead = ({ method, url }: { readonly method?: string | undefined; readonly url?: string | undefined }) => {
    if (method !== 'GET' || url?.startsWith('/v1/tasks?') !== true) return undefined;
    looks += 1;
    const task = { id: `task-unified-${looks % 2}`, model: 'wan2.6-text-to-video', created_at: createdAt };
    return { status: 200, body: JSON.stringify({ data: [task], total: 1 }) };
  };
  const here = await stage({ ...quick, between: { instead } });
  await here.videos.start('flapping', request('[[fault:submit-500]]'));
  await inState(here, 'flapping', 'quarantined');
  const seen = looks;
  await until(() => looks >= seen + 5, 'five more looks');
  expect((await here.history('flapping')).scheduled('findSubmission').length).toBeLessThanOrEqual(3);
  const { note } = await here.videos.get('flapping').status();
  expect(note).toContain('task-unified-0');
  expect(note).toContain('task-unified-1');
});
