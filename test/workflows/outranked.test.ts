import { describe, expect } from 'vitest';
import { createSubmissionLedger } from '../../src/ledger/submission-ledger.js';
import { createManualClock } from '../../src/testing/emulator/index.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { heldAnswer } from './held-answer.js';
import { inState } from './in-state.js';
import { orderPastReelwork } from './order-past-reelwork.js';
import { resetRun } from './reset-run.js';
import { request, test } from './staged-test.js';

const tasksOf = ({ emulator }: Stage) => emulator.bill({ perTask: true }).perTask!.map(({ id }) => id);
const task = (taskId: string) => ({ gateway: 'evolink', account: 'default', endpoint: 'default', taskId }) as const;
const patient = { typicalSeconds: 600 };

/** The gateway's clock: its videos take until a test says so. */
function slowGateway() {
  const clock = createManualClock();
  return {
    emulator: { clock, runSeconds: 3600 },
    /** Sets it by this machine's: the gateway says when it took an order. */
    setClock: () => clock.advance(Date.now() - clock.now()),
    finish: () => clock.advance(4_000_000),
  };
}

/** After this time a callback is believed although another order could own the task. */
const impatient = { typicalSeconds: 4 };

/** Waits until a generation goes on with this task. */
const goesOnWith = (here: Stage, id: string, taskId: string) =>
  until(async () => {
    const status = await here.videos.get(id).status();
    return ['generating', 'overdue'].includes(status.state) && status.taskId === taskId;
  }, `${id} to go on with ${taskId}`);

describe.concurrent('an answer that names another task than the one adopted meanwhile', () => {
  test('is worth more than a person’s word: the adopted task is free again', async ({ stage, backends }) => {
    const { taken, tell, between } = heldAnswer();
    const { emulator, setClock, finish } = slowGateway();
    const here = await stage({ ...patient, between, emulator });
    await setClock();
    await here.videos.start('answered', request());
    await taken;
    await resetRun(here, 'answered', 'first');
    await inState(here, 'answered', 'unknown');
    await setClock();
    const wrong = await orderPastReelwork(here.emulator.url, 'A cat');
    await here.videos.get('answered').resolve({ action: 'adopt', taskId: wrong });
    await goesOnWith(here, 'answered', wrong);

    tell();
    const [own = ''] = tasksOf(here).filter((taskId) => taskId !== wrong);
    await goesOnWith(here, 'answered', own);
    await finish();
    await here.callBack('answered');
    expect(await here.videos.get('answered').result()).toMatchObject({ state: 'stored', taskId: own });
    const ledger = createSubmissionLedger(backends.bucket, here.keys);
    expect(await ledger.claimOf(task(wrong))).toBeUndefined();
    expect(await ledger.claimOf(task(own))).toMatchObject({ id: 'answered' });
    expect(here.emulator.bill().requests.submits).toBe(2);
  });

  test('does not let go of a task that called back: both videos are kept', async ({ stage, backends }) => {
    const { taken, tell, between } = heldAnswer();
    const { emulator, setClock, finish } = slowGateway();
    const here = await stage({ ...patient, between, emulator });
    await setClock();
    await here.videos.start('doubled', request());
    await taken;
    await resetRun(here, 'doubled', 'first');
    await inState(here, 'doubled', 'unknown');
    await setClock();
    const second = await orderPastReelwork(here.emulator.url, 'A cat');
    await here.callBack('doubled', second);
    await goesOnWith(here, 'doubled', second);

    tell();
    const [first = ''] = tasksOf(here).filter((taskId) => taskId !== second);
    await goesOnWith(here, 'doubled', first);
    await finish();
    await here.callBack('doubled');
    expect(await here.videos.get('doubled').result()).toMatchObject({ state: 'stored', taskId: first });
    expect(await here.client.workflow.getHandle('doubled~1').result()).toMatchObject({ taskId: second });
    expect(await backends.bucket.head(here.keys.video('doubled', 1))).toBeDefined();
  });
});

describe.concurrent('a task that another order still waits to hear of', () => {
  /** `owner` has ordered, and its answer is on the way; `other` has ordered in vain. */
  async function twoOrders(name: string, stage: (options: object) => Promise<Stage>) {
    const [owner, other] = [`${name}-owner`, `${name}-other`];
    const { taken, tell, between } = heldAnswer();
    const { emulator, setClock, finish } = slowGateway();
    const here = await stage({ ...patient, between, emulator });
    await setClock();
    await here.videos.start(other, request('[[fault:submit-500]]'));
    await inState(here, other, 'unknown');
    await setClock();
    await here.videos.start(owner, request());
    await taken;
    const [taskId = ''] = tasksOf(here);
    return { here, owner, other, finish, tell, taskId };
  }

  test('is not adopted by a person’s word', async ({ stage }) => {
    const { here, owner, other, finish, tell, taskId } = await twoOrders('asked', stage);
    const adopt = (more = {}) => here.videos.get(other).resolve({ action: 'adopt', taskId, ...more });
    await expect(adopt()).rejects.toThrow(`the gateway may still answer the order '${owner}' with ${taskId}`);
    await expect(adopt({ anyTime: true })).rejects.toThrow(`the order '${owner}'`);
    tell();
    await inState(here, owner, 'generating');
    await expect(adopt()).rejects.toThrow(`${taskId} belongs to '${owner}'`);
    await finish();
    await here.callBack(owner);
    expect(await here.videos.get(owner).result()).toMatchObject({ taskId });
  });

  test('is its owner’s, and whoever has taken it is in doubt again', async ({ stage }) => {
    const { here, owner, other, finish, tell, taskId } = await twoOrders('taken', (options) =>
      stage({ ...options, ...impatient }),
    );
    await here.callBack(other, taskId);
    await goesOnWith(here, other, taskId);
    tell();
    await goesOnWith(here, owner, taskId);
    await inState(here, other, 'quarantined');
    expect(await here.stored(here.keys.acceptance(other, 1))).toBeUndefined();
    await finish();
    await here.callBack(owner);
    expect(await here.videos.get(owner).result()).toMatchObject({ state: 'stored', taskId });
    expect(await here.videos.get(other).status()).toMatchObject({ state: 'quarantined' });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 2 } });
  });

  test('leaves a cancelled run in doubt that had taken it', async ({ stage }) => {
    const { here, other, tell, taskId } = await twoOrders('cancelled', (options) =>
      stage({ ...options, ...impatient }),
    );
    await here.callBack(other, taskId);
    await goesOnWith(here, other, taskId);
    await here.videos.get(other).cancel();
    tell();
    expect(await here.videos.get(other).outcome()).toMatchObject({
      state: 'cancelled',
      receipt: { came: 'in-doubt', billed: 'unknown' },
    });
  });
});
