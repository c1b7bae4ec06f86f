import { describe, expect } from 'vitest';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';
import { inState } from './in-state.js';
import { request, test } from './staged-test.js';

/** The gateway answers 503 to whatever is read, until its faults are cleared. */
const closeEyes = ({ emulator }: Stage) => {
  for (let read = 0; read < 100; read += 1) emulator.faults.nextRead('status-503');
};

/** An order of unknown outcome, and its task, which the gateway has named and can't show. */
async function unknownAndUnseen(here: Stage, id: string): Promise<string> {
  closeEyes(here);
  await here.videos.start(id, request('[[fault:accept-then-drop]]'));
  await inState(here, id, 'unknown');
  const taskId = here.emulator.bill({ perTask: true }).perTask![0]!.id;
  expect(await here.callBack(id, taskId)).toBe(204);
  await until(() => here.emulator.bill().requests.statusReads > 0, 'the read that the callback causes');
  return taskId;
}

describe.concurrent('while the gateway can’t show the task that a callback named', () => {
  test('the run comes to rest in time, and takes the task once the gateway shows it', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 2 });
    const taskId = await unknownAndUnseen(here, 'kept');
    await inState(here, 'kept', 'quarantined');
    here.emulator.faults.clear();
    expect(await here.videos.get('kept').result()).toMatchObject({ state: 'stored', taskId });
    expect(here.emulator.bill()).toMatchObject({ acceptedJobs: 1, requests: { submits: 1 } });
  });

  test('a run at rest can be cancelled', async ({ stage }) => {
    const here = await stage({ typicalSeconds: 2 });
    await unknownAndUnseen(here, 'left');
    await inState(here, 'left', 'quarantined');
    const run = here.videos.get('left');
    await run.cancel();
    expect(await run.outcome()).toMatchObject({ state: 'cancelled', receipt: { billed: 'unknown' } });
  });
});
