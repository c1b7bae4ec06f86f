import { digits, randomText, smallLetters } from '../engine/random-text.js';

/** A task id as the gateway makes them: `task-unified-<unix seconds>-<8 characters>`. */
export const newTaskId = (nowMs: number): string =>
  `${taskIdStart}${Math.floor(nowMs / 1000)}-${randomText(8, smallLetters + digits)}`;

export const taskIdStart = 'task-unified-';
