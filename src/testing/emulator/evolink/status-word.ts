import type { Job } from '../engine/job.js';
import { stateWord, type StateWords } from '../engine/state-words.js';

const words: StateWords = {
  queued: 'pending',
  running: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** The gateway's word for where a job stands. A cancelled job can be called a failed one. */
export const statusWord = ({ stage, faults: { course } }: Job): string =>
  course?.kind === 'cancel' && course.spelling === 'failed' && stage.state === 'cancelled'
    ? 'failed'
    : words[stage.state];

/** What a task query says, where a fault may have it otherwise. */
export const shownWord = (job: Job): string =>
  job.stage.state === 'cancelled' && job.faults.course?.kind === 'cancel'
    ? job.faults.course.spelling
    : stateWord(job, words);
