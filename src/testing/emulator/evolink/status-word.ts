import type { JobStage } from '../engine/job.js';
import type { Job } from '../engine/job.js';

/** The words for a job's state. */
export type StatusWord = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

const words: Readonly<Record<JobStage['state'], StatusWord>> = {
  queued: 'pending',
  running: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** The gateway's word for where a job stands. */
export const statusWord = ({ stage, faults: { course } }: Job): StatusWord =>
  course?.kind === 'cancel' && course.spelling === 'failed' && stage.state === 'cancelled'
    ? 'failed'
    : words[stage.state];

/** What a task query says instead, where a fault has it otherwise. */
export function shownWord(job: Job): string {
  const { stage, faults } = job;
  const word = statusWord(job);
  if (stage.state === 'failed' && faults.course?.kind === 'fail') return faults.course.word ?? word;
  if (word === 'cancelled' && faults.course?.kind === 'cancel') return faults.course.spelling;
  switch (faults.view?.kind) {
    case 'upper-case':
      return word.toUpperCase();
    case 'words':
      return faults.view.words[stage.state] ?? word;
    case 'back-step':
    case 'no-link':
    case 'link-elsewhere':
    case 'another-task':
    case undefined:
      return word;
  }
}
