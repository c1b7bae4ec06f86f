import type { Job } from '../engine/job.js';
import { stateWord, type StateWords } from '../engine/state-words.js';

/** Nobody can cancel a task, and no fault does. */
const words: StateWords = {
  queued: 'waiting',
  running: 'drawing',
  completed: 'drawn',
  failed: 'broken',
  cancelled: 'broken',
};

/** The word in `phase`. */
export const shownWord = (job: Job): string => stateWord(job, words);
