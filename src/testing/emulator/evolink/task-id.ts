import { randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A task id as the gateway makes them: `task-unified-<unix seconds>-<8 characters>`. */
export function newTaskId(nowMs: number): string {
  const suffix = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `task-unified-${Math.floor(nowMs / 1000)}-${suffix}`;
}
