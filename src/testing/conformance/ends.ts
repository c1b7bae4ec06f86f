import assert from 'node:assert/strict';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import type { CourseFault } from '../emulator/faults/job-faults.js';
import type { FaultPlan } from '../emulator/faults/plan.js';
import { toldClass } from '../emulator/told-class.js';
import { faultsAt } from './faults-at.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** Longer than the slowest job, in milliseconds of the emulator's clock. */
const untilTheSlowestMs = 4 * 60 * 60 * 1000;

/** Ends without a video: that each is seen, and just as much is made of it as the gateway says. */
export const endCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] =>
  faultsAt(subject).flatMap(({ name, fault: { description, plan } }): ConformanceCase[] => {
    const { course } = plan;
    if (course === undefined) return [];
    return [
      {
        name: `end, ${name}: ${description}`,
        run: () =>
          rehearse(subject, async ({ adapter, emulator, clock, submit, finish, assertNoSecret }) => {
            emulator.faults.next(name);
            const { taskId } = await submit();
            await finish();
            await clock.advance(course.kind === 'slow' ? untilTheSlowestMs : 0);
            await emulator.idle();
            const status = await adapter.readStatus(taskId);
            assertEnd(status, course, classOf(subject, plan));
            if (status.state === 'failed') assertNoSecret([status.code, status.message]);
          }),
      },
    ];
  });

/** What is said of the failure, where it is said at all. A word that nobody documents may stand for anything. */
function classOf({ facts }: Pick<Subject<never>, 'facts'>, { course, view }: FaultPlan): TaskFailureClass {
  if (course?.kind !== 'fail' || course.word !== undefined || view !== undefined) return 'unclassified';
  return toldClass[facts.gateway](course.failure);
}

function assertEnd(status: TaskStatus, course: CourseFault, failureClass: TaskFailureClass): void {
  switch (course.kind) {
    case 'fail':
      assert.equal(status.state, 'failed');
      assert.equal(status.class, failureClass);
      break;
    case 'cancel':
      assert.equal(status.state, 'cancelled');
      break;
    case 'stuck':
      assert.equal(status.state, 'running');
      break;
    case 'slow':
      assert.equal(status.state, 'succeeded');
  }
}
