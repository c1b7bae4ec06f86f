import { digits, randomText, smallLetters } from '../engine/random-text.js';

/** A task id. The gateway's form is not known: ours is `task_<16 characters>`. */
export const newTaskId = (): string => `task_${randomText(16, smallLetters + digits)}`;
