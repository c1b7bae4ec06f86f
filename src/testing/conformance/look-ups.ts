import assert from 'node:assert/strict';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** On both sides of now, in seconds: a gateway's clock may be off. */
const aroundNow = 120;

/** What is done for orders whose answer was lost, and for those that are cancelled: just what the facts promise. */
export const lookUpCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] => {
  const { lookUp, cancels } = subject.facts;
  return [
    {
      name: `an order whose answer was lost is found by: ${lookUp}`,
      run: () =>
        rehearse(subject, async ({ adapter, emulator, clock, wireKey, submit, failureOf }) => {
          emulator.faults.next('accept-then-drop');
          await failureOf(submit());
          const [job] = emulator.bill({ perTask: true }).perTask ?? [];
          const now = Math.floor(clock.now() / 1000);
          const span = { from: now - aroundNow, to: now + aroundNow };
          const listed = await adapter.listTasks?.(span);
          const found = await adapter.findTasks?.({ wireKey, since: span.from });
          assert.equal(adapter.listTasks !== undefined, lookUp === 'model and time');
          assert.equal(adapter.findTasks !== undefined, lookUp === 'wire key');
          if (listed !== undefined) {
            assert.deepEqual(
              listed.tasks.map(({ taskId }) => taskId),
              [job?.id],
            );
            assert.equal(listed.complete, true);
          }
          if (found !== undefined) assert.deepEqual(found, [job?.id]);
        }),
    },
    ...(lookUp === 'nothing' ? [] : [outsideOfSpan(subject)]),
    {
      name: `the gateway cancels: ${cancels}`,
      run: () =>
        rehearse(subject, async ({ adapter, emulator, clock, submit, finish }) => {
          assert.equal(adapter.cancelTask !== undefined, cancels !== 'nothing');
          if (adapter.cancelTask === undefined) return;
          const queued = await submit();
          assert.equal(await adapter.cancelTask(queued.taskId), 'cancelled');
          assert.equal((await adapter.readStatus(queued.taskId)).state, 'cancelled');
          const running = await submit();
          await clock.advance(1500);
          assert.equal(await adapter.cancelTask(running.taskId), 'too-late');
          await finish();
          assert.deepEqual(emulator.bill().jobs, { queued: 0, running: 0, completed: 1, failed: 0, cancelled: 1 });
        }),
    },
  ];
};

/** Another order's task must not be taken for a lost one. */
const outsideOfSpan = <Request>(subject: Subject<Request>): ConformanceCase => ({
  name: 'a task of another time, or of another order, is not found for a lost one',
  run: () =>
    rehearse(subject, async ({ adapter, clock, submit }) => {
      await submit();
      const now = Math.floor(clock.now() / 1000);
      const later = { from: now + 600, to: now + 900 };
      const listed = await adapter.listTasks?.(later);
      const found = await adapter.findTasks?.({ wireKey: 'rw-of-another', since: now - aroundNow });
      assert.deepEqual(listed?.tasks ?? [], []);
      assert.deepEqual(found ?? [], []);
    }),
});
