import type { Job } from '../engine/job.js';
import { stateWord, type StateWords } from '../engine/state-words.js';

/** No page knows of cancelled generations, and no fault makes one. */
const words: StateWords = {
  queued: 'queued',
  running: 'generating',
  completed: 'completed',
  failed: 'error',
  cancelled: 'error',
};

/** What a status read says, where a fault may have it otherwise. */
export const shownWord = (job: Job): string => stateWord(job, words);
