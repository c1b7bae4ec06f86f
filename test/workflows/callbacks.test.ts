import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { workerLog } from '../helpers/backends.js';
import { gate, type Meddling } from '../helpers/http-proxy.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';
import { inState } from './in-state.js';

/** Nothing but a callback causes a read. */
const silent = { callbacks: true, typicalSeconds: 600 };

describe.concurrent('a callback', () => {
  test('that comes before the submission was even sent does no harm', async ({ stage }) => {
    const { videos, emulator, callBack, startWorker } = await stage({ ...silent, worker: false });
    const run = await videos.start('early', request());
    expect(await callBack('early', 'task-unified-1-whatever')).toBe(204);
    await startWorker();
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test.for(['arrives', 'is lost'] as const)(
    'that comes before the answer to the submission leads to the video, and the answer then %s',
    async (answer, { stage }) => {
      const ordered = gate();
      const calledBack = gate();
      const held: Meddling = {
        async beforeAnswer({ method }) {
          if (method !== 'POST') return undefined;
          ordered.open();
          await calledBack.opened;
          return answer === 'is lost' ? 502 : undefined;
        },
      };
      const { videos, emulator, callBack } = await stage({ ...silent, between: held });
      const id = answer.replaceAll(' ', '-');
      const run = await videos.start(id, request('[[fault:callback-never]]'));
      await ordered.opened;
      const job = await until(() => {
        const [seen] = emulator.bill({ perTask: true }).perTask!;
        return seen?.state === 'completed' && seen;
      }, 'the end of the job');
      expect(await callBack(id, job.id)).toBe(204);
      calledBack.open();
      expect(await run.result()).toMatchObject({ state: 'stored', taskId: job.id });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
      // After a lost answer the gateway is asked, at no cost, whether it is there.
      const mostReads = answer === 'is lost' ? 4 : 3;
      expect(emulator.bill().requests.statusReads).toBeLessThanOrEqual(mostReads);
    },
  );

  test('that comes in any order, and claims whatever it likes, is worth a look at the gateway and no more', async ({
    stage,
  }) => {
    const clock = createManualClock();
    const here = await stage({ ...silent, emulator: { clock } });
    const run = await here.videos.start('claims', request());
    const { taskId } = await inState(here, 'claims', 'generating');
    for (const claims of [
      { status: 'completed', results: ['https://evil.example.com/x.mp4'] },
      { status: 'failed', error: { code: 'content_policy_violation', message: 'blocked' } },
      { status: 'pending', model: 'another' },
    ]) {
      expect(await here.callBack('claims', taskId, claims)).toBe(204);
    }
    await until(() => here.emulator.bill().requests.statusReads === 1, 'the look');
    await clock.advance(60_000);
    expect(await here.callBack('claims', taskId, { status: 'processing' })).toBe(204);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect((await here.history('claims')).text).not.toMatch(/evil\.example|content_policy/);
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('that is forged while the task runs costs one read and ends nothing; those after it must wait', async ({
    stage,
  }) => {
    const clock = createManualClock();
    const { videos, emulator, callBack, history } = await stage({ ...silent, emulator: { clock } });
    const run = await videos.start('forged', request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    expect(await callBack('forged', 'task-unified-1-forgery')).toBe(204);
    await until(() => emulator.bill().requests.statusReads === 1, 'the read that it causes');
    await until(async () => (await run.status()).state === 'generating', 'the wait to go on');

    for (const forgery of ['a', 'b', 'c', 'd']) await callBack('forged', forgery);
    await until(async () => (await history('forged')).events.includes('TimerStarted'), 'the pause');
    expect(emulator.bill().requests.statusReads).toBe(1);

    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill().requests.statusReads).toBe(2);
    const [first, second] = (await history('forged')).scheduled('archiveVideo');
    // 15 s, counted from the workflow task that schedules the first read, and that takes its time itself.
    expect(second! - first!).toBeGreaterThan(10_000);
  });

  test('that is sent again and again reaches the run once a minute', async ({ stage }) => {
    const { videos, emulator, callBack, history } = await stage({
      ...silent,
      emulator: { clock: createManualClock() },
    });
    await videos.start('repeated', request());
    await until(() => emulator.bill().acceptedJobs === 1, 'the submission');
    const { taskId = '' } = await until(async () => {
      const status = await videos.get('repeated').status();
      return status.taskId !== undefined && status;
    }, 'its task id');
    for (let repeat = 0; repeat < 10; repeat += 1) expect(await callBack('repeated', taskId)).toBe(204);
    const { events } = await history('repeated');
    const signals = events.filter((event) => event === 'WorkflowExecutionSignaled').length;
    // The ten may lie on both sides of a full minute.
    expect([1, 2]).toContain(signals);
  });

  test('that says something else within the same minute is not taken for a repetition', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ ...silent, emulator: { clock } });
    const run = await here.videos.start('twice', request('[[fault:callback-never]]'));
    const { taskId } = await inState(here, 'twice', 'generating');
    await here.callBack('twice', taskId, { status: 'processing' });
    await until(() => here.emulator.bill().requests.statusReads === 1, 'the look');
    await inState(here, 'twice', 'generating');
    await clock.advance(60_000);
    await here.callBack('twice', taskId, { status: 'completed' });
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });

  test('for a run that has ended is taken and changes nothing', async ({ stage }) => {
    const { videos, emulator, callBack } = await stage(silent);
    const result = await (await videos.start('over', request())).result();
    const { statusReads } = emulator.bill().requests;
    expect(await callBack('over', 'task-unified-1-whatever')).toBe(204);
    expect(await videos.get('over').result()).toEqual(result);
    expect(emulator.bill().requests.statusReads).toBe(statusReads);
  });

  test('under a name that nobody knows is logged instead of swallowed', async ({ stage }) => {
    const { videos, client, emulator } = await stage({ ...silent, emulator: { clock: createManualClock() } });
    await videos.start('misspelt', request());
    await client.workflow.getHandle('misspelt').signal('calbackReceived', { n: 1 });
    await until(() => workerLog.some((line) => /WARN.*nobody here knows.*calbackReceived/.test(line)), 'a warning');
    await until(() => emulator.bill().acceptedJobs === 1, 'the run to go on');
  });
});
