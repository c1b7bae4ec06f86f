import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject } from 'vitest';
import { GenerationError } from '../../src/client/generation-error.js';
import { parseRequest } from '../../src/domain/requests/parse-request.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { startTemporalBackend } from '../helpers/backends.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { request, test } from './staged-test.js';

const generating = ({ videos }: Stage, id: string) =>
  until(async () => (await videos.get(id).status()).state === 'generating', `${id} to be generating`);

describe.concurrent('the same id started twice', () => {
  test('joins the run that is under way', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const [one, other] = await Promise.all([videos.start('twin', request()), videos.start('twin', request())]);
    expect(await one.result()).toEqual(await other.result());
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('joins the run that has ended', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const result = await (await videos.start('ended', request())).result();
    expect(await (await videos.start('ended', request())).result()).toEqual(result);
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('is refused when another request was ordered under it', async ({ stage }) => {
    const { videos, emulator } = await stage();
    const run = await videos.start('taken', request());
    const again = videos.start('taken', request('Another take'));
    await expect(again).rejects.toMatchObject({ code: 'ID_REUSED', details: { billed: 'no' } });
    await expect(again).rejects.toBeInstanceOf(GenerationError);
    await run.result();
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('resumes the paid task after the run was terminated', async ({ stage }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock } });
    const { videos, client, emulator } = here;
    const run = await videos.start('terminated', request());
    await generating(here, 'terminated');
    const { taskId } = await run.status();
    await client.workflow.getHandle('terminated').terminate('by the test');
    await expect(run.result()).rejects.toMatchObject({ code: 'TERMINATED' });

    const resumed = await videos.start('terminated', request());
    await clock.advance(60_000);
    expect(await resumed.result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('is one order also after the run was reset to its start', async ({ stage, backends }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock } });
    const { videos, emulator } = here;
    await videos.start('reset', request());
    await generating(here, 'reset');
    const { taskId } = await videos.get('reset').status();
    await resetToStart(backends.temporal.address, 'reset');
    await clock.advance(60_000);
    expect(await videos.get('reset').result()).toMatchObject({ state: 'stored', taskId });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });

  test('resumes the paid task on a Temporal that knows nothing of it', async ({ stage, own }) => {
    const clock = createManualClock();
    const first = await stage({ emulator: { clock } });
    await first.videos.start('restored', request());
    await generating(first, 'restored');
    const { taskId } = await first.videos.get('restored').status();

    const second = await stage({ after: first, temporal: own(await startTemporalBackend()) });
    const run = await second.videos.start('restored', request());
    await clock.advance(60_000);
    expect(await run.result()).toMatchObject({ state: 'stored', taskId });
    expect(first.emulator.bill().acceptedJobs).toBe(1);
  });

  test('gives the stored video on a Temporal that knows nothing of it', async ({ stage, own }) => {
    const first = await stage();
    const result = await (await first.videos.start('remembered', request())).result();

    const second = await stage({ after: first, temporal: own(await startTemporalBackend()) });
    const { statusReads } = first.emulator.bill().requests;
    expect(await (await second.videos.start('remembered', request())).result()).toEqual(result);
    expect(first.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { statusReads } });

    const another = await stage({ after: first, temporal: own(await startTemporalBackend()) });
    const reused = await another.videos.start('remembered', request('Another take'));
    await expect(reused.result()).rejects.toMatchObject({ code: 'ID_REUSED', details: { billed: 'no' } });
    expect(first.emulator.bill().acceptedJobs).toBe(1);
  });
});

describe.concurrent('a client that knows nothing of Reelwork', () => {
  const startByName = ({ client, taskQueue }: Stage, workflowId: string, given: unknown) =>
    client.workflow.start('generateVideo', { workflowId, taskQueue, args: [given] });

  test('starts a generation by name, twice, and is billed once', async ({ stage }) => {
    const here = await stage();
    const first = await (await startByName(here, 'foreign', request())).result();
    expect(first).toMatchObject({ id: 'foreign', state: 'stored' });
    expect(await (await startByName(here, 'foreign', request())).result()).toEqual(first);
    expect(await (await here.videos.start('foreign', request())).result()).toEqual(first);
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('keeps its id: another request under it is refused', async ({ stage }) => {
    const here = await stage();
    const run = await startByName(here, 'occupied', request());
    await expect(here.videos.start('occupied', request('Another take'))).rejects.toMatchObject({ code: 'ID_REUSED' });
    await run.result();
    const again = await startByName(here, 'occupied', request('Another take'));
    await expect(again.result()).rejects.toMatchObject({ cause: { type: 'ID_REUSED' } });
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test.for<[string, unknown]>([
    ['wrong-fields', { ...request(), durationSeconds: 99, seed: 7 }],
    ['no-request', null],
  ])('is told what is wrong (%s), and nothing is paid', async ([id, given], { stage }) => {
    const here = await stage();
    await startByName(here, id, given);
    const { message } = thrownBy(() => parseRequest(given));
    await expect(here.videos.get(id).result()).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { message, billed: 'no' },
    });
    expect(await here.videos.get(id).status()).toMatchObject({ state: 'failed' });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });

  test('is told which models there are, and nothing is paid', async ({ stage }) => {
    const here = await stage();
    await startByName(here, 'unknown-model', { ...request(), model: 'evolink/wan9' });
    await expect(here.videos.get('unknown-model').result()).rejects.toMatchObject({
      code: 'MODEL_UNKNOWN',
      details: { message: expect.stringContaining('evolink/wan2.6-text-to-video, '), billed: 'no' },
    });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });

  test('is told that its workflow id cannot name a generation, and nothing is paid', async ({ stage }) => {
    const here = await stage();
    await startByName(here, 'not an id', request());
    await expect(here.videos.get('not an id').result()).rejects.toMatchObject({ code: 'INVALID_ID' });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });
});

const resetToStart = (address: string, id: string) =>
  promisify(execFile)(
    inject('temporal'),
    `workflow reset --type FirstWorkflowTask --workflow-id ${id} --reason test --address ${address}`.split(' '),
  );

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
