import { randomUUID } from 'node:crypto';

/** A task id as the gateway makes them. */
export const newTaskId = (): string => randomUUID();
