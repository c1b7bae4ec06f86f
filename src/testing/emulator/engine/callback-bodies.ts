import type { CallbackDelivery } from '../faults/callback-faults.js';
import type { Clock } from './clock.js';
import type { Job } from './job.js';
import type { Jobs } from './jobs.js';

/** What a receiver can be sent, made at the moment of sending. */
export type CallbackBodies = Readonly<Record<CallbackDelivery['body'], (job: Job) => string>>;

export interface CallbackBodiesOptions {
  readonly clock: Clock;
  readonly jobs: () => Jobs;
  readonly newId: (nowMs: number) => string;
  /** A task as a status read would tell it. */
  readonly taskOf: (job: Job) => object;
}

const oversizedBytes = 2 * 1024 * 1024;

/** The true body, and the false ones that faults ask for. */
export function createCallbackBodies({ clock, jobs, newId, taskOf }: CallbackBodiesOptions): CallbackBodies {
  const padding = 'x'.repeat(oversizedBytes);
  const task = (job: Job, changes: object = {}) => JSON.stringify({ ...taskOf(job), ...changes });

  const anotherId = (job: Job) =>
    jobs()
      .all()
      .find(({ id }) => id !== job.id)?.id ?? newId(clock.now());

  return {
    task,
    earlier: (job) => task({ ...job, stage: { state: 'running', startedAt: clock.now() } }),
    'unknown-task': (job) => task(job, { id: newId(clock.now()) }),
    'other-task': (job) => task(job, { id: anotherId(job) }),
    oversized: (job) => task(job, { padding }),
    garbage: () => '<not json',
  };
}
