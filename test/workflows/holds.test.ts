import { describe, expect } from 'vitest';
import type { Hold, HoldScope } from '../../src/domain/hold.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const gateway = 'evolink';
const ofGateway: HoldScope = { kind: 'gateway', gateway };
const ofAccount: HoldScope = { kind: 'account', gateway, account: 'default' };
const ofModel: HoldScope = { kind: 'model', gateway, model: request().model };

const stopped = (scope: HoldScope): Hold => ({
  scope,
  code: 'STOPPED',
  reason: 'the budget of this month is spent.',
  since: new Date().toISOString(),
  by: 'anna',
});

describe.concurrent('a hold', () => {
  test.for([
    ['gateway', ofGateway, 'reelwork release evolink'],
    ['account', ofAccount, 'reelwork release evolink --account default'],
    ['model', ofModel, `reelwork release ${request().model}`],
  ] as const)(
    'of one %s stops an order before it is sent, until it is lifted',
    async ([kind, scope, command], { stage }) => {
      const here = await stage();
      const { videos, holds, emulator } = here;
      const { hold } = await holds.set(stopped(scope));
      const run = await videos.start(kind, request());
      const { note } = await inState(here, kind, 'held');
      expect(note).toContain(
        `is held since ${hold.since} by anna: the budget of this month is spent. Nothing was billed for this order.`,
      );
      expect(note).toContain(`\`${command}\``);
      expect(await here.stored(here.keys.submission(kind, 1))).toBeUndefined();
      expect(emulator.bill().requests.submits).toBe(0);

      await holds.lift(scope);
      expect(await run.result()).toMatchObject({ state: 'stored' });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
    },
  );

  test('of another model stops nothing', async ({ stage }) => {
    const { videos, holds } = await stage();
    await holds.set(stopped({ kind: 'model', gateway, model: 'evolink/wan2.6-image-to-video' }));
    expect(await (await videos.start('free', request())).result()).toMatchObject({ state: 'stored' });
  });

  test('is looked at without a history event, however long it stands', async ({ stage }) => {
    const here = await stage();
    const { videos, holds, client, history } = here;
    await holds.set(stopped(ofGateway));
    const run = await videos.start('patient', request());
    await inState(here, 'patient', 'held');
    const before = await history('patient');
    await until(async () => {
      const [pending] = (await client.workflow.getHandle('patient').describe()).raw.pendingActivities ?? [];
      return (pending?.attempt ?? 0) >= 3;
    }, 'two looks');
    expect((await history('patient')).events).toEqual(before.events);
    await holds.lift(ofGateway);
    await run.result();
    expect((await history('patient')).scheduled('awaitRelease')).toHaveLength(1);
  });

  test('lets what is ordered go on: the wait, the transfer, and a run that resumes its paid task', async ({
    stage,
  }) => {
    const clock = createManualClock();
    const here = await stage({ emulator: { clock } });
    const { videos, holds, client, emulator } = here;
    const first = await videos.start('ordered', request());
    const second = await videos.start('resumed', request('Another cat'));
    await inState(here, 'ordered', 'generating');
    await inState(here, 'resumed', 'generating');

    await holds.set(stopped(ofGateway));
    await client.workflow.getHandle('resumed').terminate('by the test');
    await expect(second.result()).rejects.toMatchObject({ code: 'TERMINATED' });
    const again = await videos.start('resumed', request('Another cat'));
    await inState(here, 'resumed', 'generating');
    await videos.start('late', request('A late cat'));
    await inState(here, 'late', 'held');
    await clock.advance(60_000);
    expect(await first.result()).toMatchObject({ state: 'stored' });
    expect(await again.result()).toMatchObject({ state: 'stored' });
    expect(await videos.get('late').status()).toMatchObject({ state: 'held' });
    expect(emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 2 } });
  });

  test('stops an order that is being repeated, too', async ({ stage }) => {
    const here = await stage();
    const { videos, holds, emulator } = here;
    await videos.start('limited', request('[[fault:refuse-429]]'));
    await until(() => emulator.bill().requests.submits > 0, 'the first refusal');
    await holds.set(stopped(ofGateway));
    await inState(here, 'limited', 'held');
    expect(emulator.bill().acceptedJobs).toBe(0);
  });

  test('that another one follows is waited for with the words of that one', async ({ stage }) => {
    const here = await stage();
    const { videos, holds, emulator } = here;
    await holds.set(stopped(ofGateway));
    await holds.set({ ...stopped(ofAccount), reason: 'the invoice is late' });
    await videos.start('twice', request());
    const noteWith = (words: string) =>
      until(async () => (await videos.get('twice').status()).note?.includes(words), `a note with ${words}`);
    await noteWith('release evolink`');
    await holds.lift(ofGateway);
    await noteWith('the invoice is late');
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('sends nothing when a person asks the run to try again while it stands', async ({ stage }) => {
    const here = await stage();
    const { videos, holds, emulator, history } = here;
    await holds.set(stopped(ofGateway));
    const run = await videos.start('impatient', request());
    await inState(here, 'impatient', 'held');
    await run.release();
    await until(async () => (await history('impatient')).scheduled('submit').length === 2, 'the second try');
    await inState(here, 'impatient', 'held');
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('fails a run that is not to wait, and sends nothing', async ({ stage }) => {
    const { videos, holds, emulator } = await stage();
    await holds.set(stopped(ofGateway));
    const run = await videos.start('hurried', request(), { whenHeld: 'fail' });
    await expect(run.result()).rejects.toMatchObject({
      code: 'HELD',
      message: expect.stringContaining('by anna: the budget of this month is spent; nothing was billed'),
      details: { billed: 'no' },
    });
    expect(emulator.bill().requests.submits).toBe(0);
  });

  test('lets a run be cancelled, which costs nothing', async ({ stage }) => {
    const here = await stage();
    await here.holds.set(stopped(ofGateway));
    const run = await here.videos.start('dropped', request());
    await inState(here, 'dropped', 'held');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'no' } });
    expect(await run.status()).toMatchObject({ state: 'cancelled' });
    expect(here.emulator.bill().requests.submits).toBe(0);
  });
});

describe.concurrent('a gateway that refuses the account', () => {
  test.for([
    ['refuse-402', 402, 'NO_CREDIT'],
    ['refuse-401', 401, 'WRONG_KEY'],
  ] as const)(
    '(%s) has all orders of the account held, until a person releases it',
    async ([fault, status, code], { stage }) => {
      const here = await stage();
      const { videos, holds, emulator } = here;
      const first = await videos.start(fault, request(`[[fault:${fault}*1]]`));
      const { note } = await inState(here, fault, 'held');
      expect(await holds.list()).toEqual([
        {
          scope: ofAccount,
          code,
          reason: expect.stringContaining(`evolink ${status}`),
          since: expect.any(String),
          by: 'reelwork',
        },
      ]);
      expect(note).toContain(`evolink ${status}`);
      expect(note).toContain('Nothing was billed');
      expect(note).toContain('`reelwork release evolink --account default`');
      expect(await here.stored(here.keys.submission(fault, 1))).toBeUndefined();

      const second = await videos.start(`after-${fault}`, request('Another cat'));
      expect(await inState(here, `after-${fault}`, 'held')).toMatchObject({ note });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 0, requests: { submits: 1 } });

      await holds.lift(ofAccount);
      await Promise.all([first.release(), second.release()]);
      expect(await first.result()).toMatchObject({ state: 'stored' });
      expect(await second.result()).toMatchObject({ state: 'stored' });
      expect(emulator.bill()).toMatchObject({ acceptedJobs: 2, requests: { submits: 3 } });
    },
  );

  test('still, after a release, has it held again', async ({ stage }) => {
    const here = await stage();
    const { videos, holds, emulator } = here;
    const run = await videos.start('still-refused', request('[[fault:refuse-402*2]]'));
    await inState(here, 'still-refused', 'held');
    await holds.lift(ofAccount);
    await until(() => emulator.bill().requests.submits === 2, 'the second order');
    await inState(here, 'still-refused', 'held');
    expect(await holds.find(ofAccount)).toMatchObject({ code: 'NO_CREDIT' });
    await holds.lift(ofAccount);
    expect(await run.result()).toMatchObject({ state: 'stored' });
    expect(emulator.bill().acceptedJobs).toBe(1);
  });
});
