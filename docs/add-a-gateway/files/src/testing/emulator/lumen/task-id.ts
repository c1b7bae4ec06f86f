import { digits, randomText, smallLetters } from '../engine/random-text.js';

/** A task id as the gateway makes them: `lum_` and 12 letters and digits. */
export const newTaskId = (): string => `lum_${randomText(12, smallLetters + digits)}`;
