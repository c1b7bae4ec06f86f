import { digits, randomText, smallLetters } from '../engine/random-text.js';

/** A generation id as the gateway makes them: 21 letters and digits. */
export const newTaskId = (): string => randomText(21, digits + smallLetters + smallLetters.toUpperCase());
