import { describe, expect } from 'vitest';
import type { GenerationOptions } from '../../src/domain/requests/parse-options.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { resetRun } from './reset-run.js';
import { request, test } from './staged-test.js';

const currency = 'EVOLINK_CREDIT';

/** What one of these orders costs. */
const price = 25.5;

/** A budget for so many orders. */
const budgetOf = (orders: number): GenerationOptions => ({
  budgets: [{ name: 'campaign', cap: `${orders * price} ${currency}` }],
});

const capOf = (orders: number) => ({ amount: String(orders * price), currency }) as const;

const standOf = async ({ budgets }: Stage) => {
  const [report] = await budgets.stand('campaign');
  return report ?? expect.unreachable('no budget');
};

/** Uses up a budget for one order. */
async function spent(here: Stage): Promise<void> {
  await (await here.videos.start(`${here.taskQueue}-first`, request(), budgetOf(1))).result();
  expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0', left: '0' });
}

test('of a hundred orders at once those are sent that the budget has room for; the others wait until it is raised', async ({
  stage,
}) => {
  const here = await stage({ emulator: { concurrency: 1000 } });
  const { videos, emulator, budgets } = here;
  const runs = await Promise.all(
    Array.from({ length: 100 }, (_, index) => videos.start(`shot-${index}`, request(`Shot ${index}`), budgetOf(10))),
  );
  const count = async (state: string) => {
    const states = await Promise.all(runs.map(async (run) => (await run.status()).state));
    return states.filter((each) => each === state).length;
  };
  await until(async () => (await count('held')) === 90, '90 to be held');
  await until(async () => (await count('stored')) === 10, '10 to be stored');
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 10, requests: { submits: 10 } });
  expect(await standOf(here)).toMatchObject({ spent: '255', reserved: '0', left: '0' });

  await budgets.raise('campaign', capOf(99));
  await until(async () => (await count('stored')) === 99, '99 to be stored');
  await budgets.raise('campaign', capOf(100));
  for (const run of runs) expect(await run.result()).toMatchObject({ state: 'stored' });
  expect(emulator.bill()).toMatchObject({ acceptedJobs: 100, requests: { submits: 100 } });
  expect(await standOf(here)).toMatchObject({ spent: '2550', reserved: '0', left: '0' });
});

describe.concurrent('an order that a budget has no room for', () => {
  test('is held, says what would make room, and is looked at without a history event', async ({ stage }) => {
    const here = await stage();
    await spent(here);
    const run = await here.videos.start('second', request(), budgetOf(1));
    const { note } = await inState(here, 'second', 'held');
    expect(note).toContain(
      'of 25.5 EVOLINK_CREDIT, 25.5 are spent and 0 are reserved. Nothing was billed for this order',
    );
    expect(note).toContain("`reelwork budget raise campaign '51 EVOLINK_CREDIT'`");
    expect(await here.stored(here.keys.submission('second', 1))).toBeUndefined();
    const before = await here.history('second');
    await until(async () => {
      const [pending] = (await here.client.workflow.getHandle('second').describe()).raw.pendingActivities ?? [];
      return (pending?.attempt ?? 0) >= 3;
    }, 'two looks');
    expect((await here.history('second')).events).toEqual(before.events);
    await here.budgets.raise('campaign', capOf(2));
    await run.release();
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });

  test('goes on by itself when another order has given back what it had reserved', async ({ stage }) => {
    const here = await stage({ emulator: { runSeconds: 3 } });
    const failing = await here.videos.start('failing', request('[[fault:moderation]]'), budgetOf(1));
    await inState(here, 'failing', 'generating');
    const run = await here.videos.start('waiting', request(), budgetOf(1));
    await inState(here, 'waiting', 'held');
    await expect(failing.result()).rejects.toMatchObject({ details: { billed: 'no' } });
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });

  test('goes on by itself in a new period', async ({ stage }) => {
    const here = await stage();
    await spent(here);
    const run = await here.videos.start('next-period', request(), budgetOf(1));
    await inState(here, 'next-period', 'held');
    // To have a day of its own is what a new period is.
    await here.budgets.set('campaign', { cap: capOf(1), per: 'day', timeZone: 'UTC' }, 'anna');
    expect(await run.result()).toMatchObject({ state: 'stored' });
  });

  test('fails where it is not to wait, and nothing is billed', async ({ stage }) => {
    const here = await stage();
    await spent(here);
    const run = await here.videos.start('hurried', request(), { ...budgetOf(1), whenHeld: 'fail' });
    await expect(run.result()).rejects.toMatchObject({
      code: 'HELD',
      message: expect.stringContaining('budget campaign has no room for this order'),
      details: { billed: 'no', gatewayCode: 'OVER_BUDGET' },
    });
    expect(here.emulator.bill().acceptedJobs).toBe(1);
  });

  test('can be cancelled while it waits, which costs nothing', async ({ stage }) => {
    const here = await stage();
    await spent(here);
    const run = await here.videos.start('dropped', request(), budgetOf(1));
    await inState(here, 'dropped', 'held');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'no' } });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });
});

describe.concurrent('a generation that counts against a budget', () => {
  test.for(['first', 'last'] as const)('and is reset to its %s step counts once', async (from, { stage }) => {
    const here = await stage({ emulator: { runSeconds: 3 } });
    const id = `reset-${from}`;
    await here.videos.start(id, request(), budgetOf(1));
    await inState(here, id, 'generating');
    await resetRun(here, id, from);
    expect(await here.videos.get(id).result()).toMatchObject({ state: 'stored' });
    expect(here.emulator.bill().acceptedJobs).toBe(1);
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });

  test('and is ordered again after a failure that may have been charged counts twice', async ({ stage }) => {
    const here = await stage();
    const options = { ...budgetOf(1), maxSubmissions: 2 };
    const run = await here.videos.start('charged', request('[[fault:charged-although-failed*1]]'), options);
    await inState(here, 'charged', 'held');
    await here.budgets.raise('campaign', capOf(2));
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '25.5' });
  });

  test('and is ordered again after an uncharged failure counts once', async ({ stage }) => {
    const here = await stage();
    const options = { ...budgetOf(1), maxSubmissions: 2 };
    const run = await here.videos.start('refunded', request('[[fault:provider-fault*1]]'), options);
    expect(await run.result()).toMatchObject({ state: 'stored', submissions: [{ outcome: 'failed' }, {}] });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });

  test('and whose outcome is unknown goes on counting: ordering it once more needs room for both', async ({
    stage,
  }) => {
    const here = await stage({ typicalSeconds: 1 });
    const run = await here.videos.start('lost', request('[[fault:accept-then-drop*1]]'), {
      ...budgetOf(1),
      whenUnknown: 'resubmit',
    });
    const { note } = await inState(here, 'lost', 'held');
    expect(note).toContain('0 are spent and 25.5 are reserved');
    expect(here.emulator.bill().requests.submits).toBe(1);
    await here.budgets.raise('campaign', capOf(2));
    expect(await run.result()).toMatchObject({ submissions: [{ outcome: 'superseded' }, { outcome: 'stored' }] });
    // The lost one may still come: until then its price counts.
    const { spent: booked, reserved } = await standOf(here);
    expect(Number(booked) + Number(reserved)).toBe(51);
  });

  test.for(['a callback', 'the gateway’s list'])('and whose task %s tells is settled', async (by, { stage }) => {
    const here = await stage({ typicalSeconds: 1, exclusive: by !== 'a callback' });
    const id = by.replace(/[^a-z]/g, '-');
    const run = await here.videos.start(id, request('[[fault:accept-then-drop*1]]'), budgetOf(1));
    if (by === 'a callback') {
      await inState(here, id, 'unknown');
      await here.callBack(id, here.emulator.bill({ perTask: true }).perTask![0]!.id);
    }
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });

  test('is found again by whoever starts it after Temporal has forgotten it', async ({ stage }) => {
    const here = await stage({ emulator: { runSeconds: 3 } });
    await here.videos.start('forgotten', request(), budgetOf(1));
    await inState(here, 'forgotten', 'generating');
    await here.client.workflow.getHandle('forgotten').terminate('by the test');
    const again = await here.videos.start('forgotten', request(), budgetOf(1));
    expect(await again.result()).toMatchObject({ state: 'stored' });
    expect(await standOf(here)).toMatchObject({ spent: '25.5', reserved: '0' });
  });

  test('and asks for a currency that its model does not have ends before it is sent', async ({ stage }) => {
    const here = await stage();
    const run = await here.videos.start('yuan', request(), { budgets: [{ name: 'campaign', cap: '9 CNY' }] });
    await expect(run.result()).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(/9 CNY[\s\S]*EVOLINK_CREDIT/),
    });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });
});
