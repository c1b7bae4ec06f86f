import type { Job } from '../engine/job.js';
import { stateWord, type StateWords } from '../engine/state-words.js';

const words: StateWords = {
  queued: 'PENDING',
  running: 'RUNNING',
  completed: 'SUCCEEDED',
  failed: 'FAILED',
  cancelled: 'CANCELED',
};

/** The gateway's word for where a job stands. */
export const statusWord = ({ stage }: Job): string => words[stage.state];

/** What a status read says, where a fault may have it otherwise. */
export const shownWord = (job: Job): string =>
  job.stage.state === 'cancelled' && job.faults.course?.kind === 'cancel'
    ? job.faults.course.spelling.toUpperCase()
    : stateWord(job, words);
