import assert from 'node:assert/strict';
import type { TaskFailureClass, TaskStatus } from '../../domain/task.js';
import type { FailureReason } from '../emulator/engine/failure.js';
import type { CourseFault } from '../emulator/faults/job-faults.js';
import { faultsAt } from './faults-at.js';
import { rehearse } from './rehearsal.js';
import type { ConformanceCase, Subject } from './subject.js';

/** What may be made of a failure: less than the truth is allowed, a gateway may have no code for it; more is not. */
const classesOf: Readonly<Record<FailureReason, readonly TaskFailureClass[]>> = {
  moderation: ['moderation', 'unclassified'],
  image: ['bad-input', 'unclassified'],
  'image-size': ['bad-input', 'unclassified'],
  parameters: ['bad-input', 'unclassified'],
  provider: ['provider-fault', 'unclassified'],
  timeout: ['provider-fault', 'unclassified'],
  'no-content': ['provider-fault', 'unclassified'],
  quota: ['quota', 'unclassified'],
  resources: ['quota', 'provider-fault', 'unclassified'],
  'unheard-of': ['unclassified'],
};

/** Longer than the slowest job, in milliseconds of the emulator's clock. */
const untilTheSlowestMs = 4 * 60 * 60 * 1000;

/** Ends without a video: that each is seen, and none is made more of than the gateway said. */
export const endCases = <Request>(subject: Subject<Request>): readonly ConformanceCase[] =>
  faultsAt(subject).flatMap(({ name, fault: { description, plan } }): ConformanceCase[] => {
    const { course } = plan;
    if (course === undefined) return [];
    return [
      {
        name: `end, ${name}: ${description}`,
        run: () =>
          rehearse(subject, async ({ adapter, emulator, clock, submit, finish }) => {
            emulator.faults.next(name);
            const { taskId } = await submit();
            await finish();
            await clock.advance(course.kind === 'slow' ? untilTheSlowestMs : 0);
            await emulator.idle();
            assertEnd(await adapter.readStatus(taskId), course);
          }),
      },
    ];
  });

function assertEnd(status: TaskStatus, course: CourseFault): void {
  switch (course.kind) {
    case 'fail':
      assert.equal(status.state, 'failed');
      assert.ok(classesOf[course.failure.reason].includes(status.class), `${course.failure.reason}: ${status.class}`);
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
