import type { Job } from '../engine/job.js';
import { stateWord, type StateWords } from '../engine/state-words.js';

/** No page knows of cancelled tasks, and no fault makes one. */
const words: StateWords = {
  queued: 'in_progress',
  running: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

const nestedWords: StateWords = {
  queued: 'in_queue',
  running: 'processing',
  completed: 'done',
  failed: 'failed',
  cancelled: 'failed',
};

/** The word in `status`. */
export const shownWord = (job: Job): string => stateWord(job, words);

/** The word in `output[].status`. */
export const nestedWord = ({ stage }: Job): string => nestedWords[stage.state];
