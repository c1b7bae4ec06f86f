import { describe, expect } from 'vitest';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const lost = request('[[fault:accept-then-drop*1]]');
const quick = { typicalSeconds: 1 } as const;

describe.concurrent('what a caller has decided beforehand', () => {
  test('whenUnknown: fail ends the run after three typical times, and says that it may have been billed', async ({
    stage,
  }) => {
    const here = await stage(quick);
    const run = await here.videos.start('failing', lost, { whenUnknown: 'fail' });
    await expect(run.result()).rejects.toMatchObject({ code: 'SUBMISSION_UNKNOWN', details: { billed: 'unknown' } });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('whenUnknown: resubmit orders once more by itself, and only once', async ({ stage }) => {
    const here = await stage(quick);
    const run = await here.videos.start('stubborn', request('[[fault:accept-then-drop*2]]'), {
      whenUnknown: 'resubmit',
    });
    const { note } = await until(async () => {
      const status = await run.status();
      return status.state === 'quarantined' && status.note?.includes('took submission 2') === true && status;
    }, 'the second order to be quarantined');
    expect(note).toContain('it was ordered once more already');
    expect(here.emulator.bill().requests.submits).toBe(2);
  });

  test('a person is asked for as long as was said, and then it is done', async ({ stage }) => {
    const here = await stage(quick);
    const run = await here.videos.start('patient', lost, { whenUnknown: { ask: '2s', then: 'resubmit' } });
    const { note } = await inState(here, 'patient', 'quarantined');
    expect(note).toContain('Without a decision it is ordered once more automatically');
    expect(await run.result()).toMatchObject({ submissions: [{ outcome: 'superseded' }, { outcome: 'stored' }] });
  });

  test('a proof that comes while a person is asked is worth more', async ({ stage }) => {
    const here = await stage(quick);
    const run = await here.videos.start('proven', lost, { whenUnknown: { ask: '1h', then: 'resubmit' } });
    await inState(here, 'proven', 'quarantined');
    const [task] = here.emulator.bill({ perTask: true }).perTask!;
    await here.callBack('proven', task!.id);
    expect(await run.result()).toMatchObject({ taskId: task!.id });
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('no more than maxRisk is put at risk: a person is asked instead', async ({ stage }) => {
    const here = await stage(quick);
    await here.videos.start('too-dear', lost, {
      whenUnknown: { ask: '0s', then: 'resubmit', maxRisk: '25 EVOLINK_CREDIT' },
    });
    const { note } = await until(async () => {
      const status = await here.videos.get('too-dear').status();
      return status.note?.includes('maxRisk') === true && status;
    }, 'the reason');
    expect(note).toContain('25.5 EVOLINK_CREDIT are at risk, and maxRisk is 25 EVOLINK_CREDIT');
    expect(here.emulator.bill().requests.submits).toBe(1);
  });

  test('a maxRisk that can’t be held against the price is refused before anything is sent', async ({ stage }) => {
    const here = await stage(quick);
    const run = await here.videos.start('dollars', lost, {
      whenUnknown: { ask: '1h', then: 'resubmit', maxRisk: '2 USD' },
    });
    await expect(run.result()).rejects.toThrow(/whenUnknown\.maxRisk.*an amount in EVOLINK_CREDIT/s);
    expect(here.emulator.bill().requests.submits).toBe(0);
  });

  test('options that can’t be right are refused by the client, and by the run of a client that checks nothing', async ({
    stage,
  }) => {
    const here = await stage();
    const wrong = { whenUnknown: 'retry' } as never;
    await expect(here.videos.start('refused', request(), wrong)).rejects.toThrow("whenUnknown: 'retry'; allowed");
    const foreign = await here.client.workflow.start('generateVideo', {
      workflowId: 'foreign',
      taskQueue: here.taskQueue,
      args: [request(), wrong],
    });
    await expect(foreign.result()).rejects.toMatchObject({ cause: { type: 'INVALID_REQUEST' } });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });

  test('whenHeld: fail ends the run, nothing billed', async ({ stage }) => {
    const here = await stage();
    const run = await here.videos.start('broke', request('[[fault:refuse-402]]'), { whenHeld: 'fail' });
    await expect(run.result()).rejects.toMatchObject({
      code: 'HELD',
      details: { billed: 'no', gatewayCode: 'NO_CREDIT' },
    });
    expect(here.emulator.bill().acceptedJobs).toBe(0);
  });

  test('a failure tells what every submission came to, the one of unknown outcome too', async ({ stage }) => {
    const here = await stage(quick);
    const order = request('[[fault:accept-then-drop*1]] [[fault:moderation]]');
    const run = await here.videos.start('both-told', order, { whenUnknown: 'resubmit' });
    const cost = { amount: '25.5', currency: 'EVOLINK_CREDIT', basis: 'quoted' };
    await expect(run.result()).rejects.toMatchObject({
      code: 'GENERATION_FAILED',
      details: {
        billed: 'unknown',
        cost,
        gatewayCode: 'content_policy_violation',
        submissions: [
          { n: 1, outcome: 'superseded', cost },
          { n: 2, outcome: 'failed', cost: { amount: '0', basis: 'settled' } },
        ],
      },
    });
  });

  test('whenHeld: fail does not say that nothing was billed where an earlier order may have been', async ({
    stage,
  }) => {
    const here = await stage(quick);
    const run = await here.videos.start('held-later', lost, { whenHeld: 'fail' });
    await inState(here, 'held-later', 'quarantined');
    const scope = { kind: 'gateway', gateway: 'evolink' } as const;
    await here.holds.set({ scope, code: 'STOPPED', reason: 'closed', by: 'a person' });
    await run.resolve({ action: 'resubmit' });
    await expect(run.result()).rejects.toMatchObject({
      code: 'HELD',
      details: { billed: 'unknown', cost: { amount: '25.5' }, submissions: [{ n: 1, outcome: 'superseded' }] },
    });
  });

  test('maxSubmissions: a fault of the provider is ordered again, a refusal of the content is not', async ({
    stage,
  }) => {
    const here = await stage();
    const run = await here.videos.start('second-try', request('[[fault:provider-fault*1]]'), { maxSubmissions: 2 });
    expect(await run.result()).toMatchObject({
      submissions: [
        { n: 1, outcome: 'failed' },
        { n: 2, outcome: 'stored' },
      ],
    });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });

    const blocked = await here.videos.start('blocked', request('[[fault:moderation]]'), { maxSubmissions: 5 });
    await expect(blocked.result()).rejects.toMatchObject({ code: 'GENERATION_FAILED' });
    const once = await here.videos.start('one-try', request('[[fault:provider-fault]]'));
    await expect(once.result()).rejects.toMatchObject({ code: 'GENERATION_FAILED' });
    expect(here.emulator.bill().requests.submits).toBe(4);
  });

  test('a failure that the ledger knows ends a run that is started anew alike, without another order', async ({
    stage,
  }) => {
    const here = await stage();
    const order = request('[[fault:provider-fault]]');
    const run = await here.videos.start('failed', order);
    await expect(run.result()).rejects.toMatchObject({ code: 'GENERATION_FAILED' });
    const again = await here.client.workflow.start('generateVideo', {
      workflowId: 'failed',
      taskQueue: here.taskQueue,
      args: [order],
    });
    await expect(again.result()).rejects.toMatchObject({ cause: { type: 'GENERATION_FAILED' } });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });
});
