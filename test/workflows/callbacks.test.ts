import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { callbackReceived } from '../../src/workflows/messages.js';
import { logger, workerLog } from '../helpers/backends.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';
import type { countTurns } from './count-turns.js';

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

describe('a flood of callbacks', () => {
  test('is worth twenty reads and no more', async ({ backends }) => {
    const { connection, client } = backends.temporal;
    const workflowsPath = fileURLToPath(new URL('count-turns.ts', import.meta.url));
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
    const worker = await Worker.create({ connection, taskQueue: 'flood', workflowBundle });
    await worker.runUntil(async () => {
      const handle = await client.workflow.start<typeof countTurns>('countTurns', {
        workflowId: 'flooded',
        taskQueue: 'flood',
      });
      const turns = () => handle.query<number>('turns');
      for (let call = 1; call <= 20; call += 1) {
        await handle.signal(callbackReceived, { n: 1, taskId: `forgery-${call}` });
        await until(async () => (await turns()) === call, `turn ${call}`);
      }
      for (let call = 21; call <= 25; call += 1)
        await handle.signal(callbackReceived, { n: 1, taskId: `forgery-${call}` });
      // The query is answered after the signals that came before it.
      expect(await turns()).toBe(20);
    });
  });
});
