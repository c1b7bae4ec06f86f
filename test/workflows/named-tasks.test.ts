import { describe, expect } from 'vitest';
import { createManualClock, type FaultName } from '../../src/testing/emulator/index.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

/** What is true of the latest job. */
const latestJob = async ({ emulator }: Stage) => (await emulator.truth()).jobs?.at(-1);

describe.concurrent('an order whose answer names its task without being an acceptance', () => {
  test.for<FaultName>([
    'accept-then-400-naming',
    'accept-then-402-naming',
    'accept-then-429-naming',
    'accept-enveloped',
    'accept-unclosed',
    'accept-then-cut',
  ])('(%s) is sent once, and goes on with that task at once, asking nobody', async (fault, { stage }) => {
    const here = await stage({ typicalSeconds: 600 });
    await here.videos.start(fault, request(`[[fault:${fault}]]`));
    expect(await inState(here, fault, 'generating')).toMatchObject({ taskId: (await latestJob(here))?.id });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });
});

describe.concurrent('a status that tells another task', () => {
  test('never ends a run, nor puts another’s video into its place', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock, queueSeconds: 0 } });
    const theirs = await here.videos.start('theirs', request('Theirs'));
    await until(() => here.emulator.bill().acceptedJobs === 1, 'their submission');
    await clock.advance(60_000);
    const { taskId: theirTask } = await theirs.result();

    const ours = await here.videos.start('ours', request('Ours [[fault:another-task]]'));
    await until(() => here.emulator.bill().acceptedJobs === 2, 'our submission');
    await clock.advance(0);
    await until(async () => (await latestJob(here))!.statusReads >= 2, 'the reads that tell their task');
    await clock.advance(60_000);
    const { taskId, video } = await ours.result();
    const job = await latestJob(here);
    expect([taskId, video.sha256]).toEqual([job?.id, job?.result?.sha256]);
    expect(taskId).not.toBe(theirTask);
  });
});

describe.concurrent('a finished task', () => {
  test.for<FaultName>(['results-as-objects', 'link-as-video-url', 'unknown-end'])(
    '(%s) is stored, however it is told',
    async (fault, { stage }) => {
      const { videos, emulator } = await stage();
      const run = await videos.start(fault, request(`[[fault:${fault}]]`));
      expect(await run.result()).toMatchObject({ state: 'stored' });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );
});
