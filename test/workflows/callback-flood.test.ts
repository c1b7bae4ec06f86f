import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { describe, expect } from 'vitest';
import { createManualClock } from '../../src/testing/emulator/index.js';
import type { CallbackPacing } from '../../src/workflows/callbacks.js';
import { callbackReceived } from '../../src/workflows/messages.js';
import { logger, type Backends } from '../helpers/backends.js';
import type { Stage, StageOptions } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import type { countTurns, Turn } from './count-turns.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const thousand = Array.from({ length: 1000 }, (_, at) => at);

/** Runs that only take turns, while `use` sends them callbacks. */
async function withTurns(
  { temporal: { connection, client } }: Backends,
  pacing: CallbackPacing | undefined,
  use: (run: ReturnType<typeof talkingTo>) => Promise<void>,
): Promise<void> {
  const workflowsPath = fileURLToPath(new URL('count-turns.ts', import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  const id = `flooded-${randomUUID()}`;
  const worker = await Worker.create({ connection, taskQueue: id, workflowBundle });
  await worker.runUntil(async () => {
    const options = { workflowId: id, taskQueue: id, args: [pacing] as Parameters<typeof countTurns> };
    await client.workflow.start<typeof countTurns>('countTurns', options);
    await use(talkingTo(client, id));
  });
}

const talkingTo = (client: Client, id: string) => {
  const handle = client.workflow.getHandle(id);
  return {
    /** The answer comes after the callbacks that were sent before. */
    turns: () => handle.query<readonly Turn[]>('turns'),
    callBack: (taskId: string) => handle.signal(callbackReceived, { n: 1, taskId }),
  };
};

describe('callbacks that come again and again', () => {
  test('are worth a read ever more seldom, and the last of them is still heard', async ({ backends }) => {
    const pacing = { pauseMs: 10, quickReads: 4, longestPauseMs: 100 };
    await withTurns(backends, pacing, async ({ turns, callBack }) => {
      const names = Array.from({ length: 12 }, (_, at) => `task-unified-${at}`);
      for (const [at, name] of names.entries()) {
        await callBack(name);
        await until(async () => (await turns()).length === at + 1, `turn ${at + 1}`);
      }
      const seen = await turns();
      expect(seen.map(({ taskId }) => taskId)).toEqual(names);
      const shortest = [10, 10, 10, 20, 40, 80, 100, 100, 100, 100, 100];
      for (const [at, pause] of shortest.entries()) {
        expect(seen[at + 1]!.atMs - seen[at]!.atMs, `pause ${at + 1}`).toBeGreaterThanOrEqual(pause);
      }
    });
  });

  test('are worth one read in 15 s for as long as nobody says otherwise', async ({ backends }) => {
    await withTurns(backends, undefined, async ({ turns, callBack }) => {
      await callBack('task-unified-1');
      await until(async () => (await turns()).length === 1, 'the first');
      for (let more = 2; more < 10; more += 1) await callBack(`task-unified-${more}`);
      expect(await turns()).toHaveLength(1);
    });
  });
});

describe('a thousand callbacks at once', { timeout: 300_000 }, () => {
  /** A run whose gateway works until the clock is moved, and nothing but a callback causes a read. */
  const generating = async (stage: (options: StageOptions) => Promise<Stage>, id: string) => {
    const clock = createManualClock();
    const here = await stage({ callbacks: true, typicalSeconds: 600, emulator: { clock } });
    const run = await here.videos.start(id, request());
    const { taskId = '' } = await inState(here, id, 'generating');
    const signals = async () => {
      const { events } = await here.history(id);
      return events.filter((event) => event === 'WorkflowExecutionSignaled').length;
    };
    return { ...here, run, taskId, signals, finish: () => clock.advance(60_000) };
  };

  test('that say the same reach the run once a minute, and cost one job and few reads', async ({ stage }) => {
    const { run, taskId, emulator, callBack, signals, finish } = await generating(stage, 'repeated');
    const answers = await Promise.all(thousand.map(() => callBack('repeated', taskId)));
    expect(new Set(answers)).toEqual(new Set([204]));
    // They may lie on both sides of a full minute.
    expect([1, 2]).toContain(await signals());
    await finish();
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    expect(emulator.bill().requests.statusReads).toBeLessThanOrEqual(3);
  });

  test('that each name another task are all taken, and cost one job and few reads', async ({ stage }) => {
    const { run, taskId, emulator, callBack, signals, finish } = await generating(stage, 'forged');
    const answers = await Promise.all(thousand.map((at) => callBack('forged', `task-unified-${at}-forged`)));
    expect(answers.filter((status) => status !== 204 && status !== 503)).toEqual([]);
    const taken = answers.filter((status) => status === 204).length;
    // Temporal shows the latest only after the workflow's next step.
    await until(async () => (await signals()) >= taken, 'every callback that was taken to reach the run');
    await finish();
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    expect(emulator.bill().requests.statusReads).toBeLessThanOrEqual(4);
  });

  test('to addresses that nobody made change nothing, and a true one is taken among them', async ({ stage }) => {
    const { run, taskId, emulator, callBack, callAt, signals, finish } = await generating(stage, 'strangers');
    const stranger = () => callAt(`/callbacks/${randomBytes(60).toString('base64url')}`, 'x'.repeat(10_000));
    const flood = Promise.all(thousand.map(stranger));
    expect(await callBack('strangers', taskId)).toBe(204);
    expect(new Set(await flood)).toEqual(new Set([404]));
    expect(await signals()).toBe(1);
    await finish();
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('to a hundred runs reach each of them', async ({ stage }) => {
    const { videos, callBack, history } = await stage({ worker: false });
    const ids = Array.from({ length: 100 }, (_, at) => `run-${at}`);
    await Promise.all(ids.map((id) => videos.start(id, request())));
    const answers = await Promise.all(thousand.map((at) => callBack(`run-${at % 100}`, `task-unified-${at}`)));
    expect(new Set(answers)).toEqual(new Set([204]));
    for (const id of ids) {
      const { events } = await history(id);
      expect(events.filter((event) => event === 'WorkflowExecutionSignaled')).toHaveLength(10);
    }
  });
});
