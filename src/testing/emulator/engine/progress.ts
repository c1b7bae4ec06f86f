import type { Job } from './job.js';
import type { Pace } from './pace.js';

/** Where a job stands, as a status read is to tell it. */
export interface Told {
  readonly job: Job;
  /** How much of its run a running job has behind it, from 0 to below 1. */
  readonly share: number;
}

/** What is to be told of a job: in the third quarter of its run, a fault can have it queued again. */
export function told(job: Job, pace: Pace, now: number): Told {
  const { stage, faults } = job;
  if (stage.state !== 'running') return { job, share: 0 };
  const { course, view } = faults;
  const wholeMs = 1000 * (pace.runSeconds + (course?.kind === 'slow' ? course.bySeconds : 0));
  const share = wholeMs === 0 ? 1 : (now - stage.startedAt) / wholeMs;
  const isBack = view?.kind === 'back-step' && share >= 0.5 && share < 0.75;
  return isBack ? { job: { ...job, stage: { state: 'queued' } }, share: 0 } : { job, share };
}

/** Whether a job names a result link by now. */
export function hasLink({ stage, faults: { view } }: Job, now: number): boolean {
  if (stage.state !== 'completed') return false;
  return view?.kind !== 'no-link' || now - stage.endedAt >= view.forSeconds * 1000;
}
