import { describe, expect } from 'vitest';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

const lost = (prompt = '') => request(`${prompt} [[fault:accept-then-drop*1]]`);
const tasksOf = ({ emulator }: Stage) => emulator.bill({ perTask: true }).perTask!.map(({ id }) => id);

/** So that nothing but the gateway's list ends the doubt. */
const patient = { typicalSeconds: 600 };

describe.concurrent('the gateway’s task list', () => {
  test('resolves an unknown order by itself on an account that orders for nobody else', async ({ stage }) => {
    const here = await stage({ ...patient, exclusive: true });
    const run = await here.videos.start('listed', lost());
    expect(await run.result()).toMatchObject({ state: 'stored', taskId: tasksOf(here)[0] });
    expect(await here.stored(here.keys.acceptance('listed', 1))).toMatchObject({ task: { taskId: tasksOf(here)[0] } });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('names candidates on any other account, and takes none', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 1 });
    await here.videos.start('shared', lost());
    const { note } = await inState(here, 'shared', 'quarantined');
    expect(note).toContain(tasksOf(here)[0]);
    expect(note).toContain('reelwork resolve shared --adopt');
    expect(note).not.toContain('no task either');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('resolves nothing by itself while two orders can be the owner of a task', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 2, exclusive: true });
    // The gateway takes only one of the two.
    await here.videos.start('not-taken', request('[[fault:submit-500]]'));
    await until(() => here.emulator.bill().requests.submits === 1, 'the gateway to be asked');
    await here.videos.start('taken', lost());
    for (const id of ['taken', 'not-taken']) {
      const note = await until(async () => {
        const status = await here.videos.get(id).status();
        return status.state === 'quarantined' && status.note?.includes(tasksOf(here)[0]!) && status.note;
      }, `${id} to be quarantined with the task as its candidate`);
      expect(note).toContain('1 other order of this model and time has no task either');
    }
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 2 } });
  });

  test('shows no task that a generation has', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 2, exclusive: true });
    await (await here.videos.start('owner', request())).result();
    await here.videos.start('untaken', request('[[fault:submit-500]]'));
    const { note } = await inState(here, 'untaken', 'quarantined');
    expect(note).not.toContain(tasksOf(here)[0]);
    expect(note).toContain('evolink 500');
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 2 } });
  });

  test('leaves no mark of an order that has its task, or was refused', async ({ stage, backends }) => {
    const here = await stage({ exclusive: true });
    await (await here.videos.start('marked', request('[[fault:refuse-429*1]]'))).result();
    const marks: string[] = [];
    for await (const { key } of backends.bucket.list(here.keys.openMarks({ gateway: 'evolink', account: 'default' }))) {
      marks.push(key);
    }
    expect(marks).toEqual([]);
  });

  test('is asked again and again, without a new event in the history', async ({ stage }) => {
    const here = await stage(patient);
    await here.videos.start('asked', request('[[fault:submit-500]]'));
    await inState(here, 'asked', 'unknown');
    await until(() => here.emulator.bill().requests.listReads >= 3, 'three looks');
    expect((await here.history('asked')).scheduled('findSubmission')).toHaveLength(1);
  });
});
