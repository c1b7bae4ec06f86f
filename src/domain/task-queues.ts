import type { Gateway } from './models.js';

/** The task queue of workflows where none is configured. */
export const defaultTaskQueue = 'reelwork';

/** Where `submit` runs: one queue per gateway, so that the server can limit the rate of paid calls. */
export const submitQueue = (taskQueue: string, gateway: Gateway): string => `${taskQueue}-${gateway}-submit`;

/** Where status reads and ledger look-ups run. */
export const readQueue = (taskQueue: string, gateway: Gateway): string => `${taskQueue}-${gateway}-read`;

/** Where films are made. */
export const filmQueue = (taskQueue: string): string => `${taskQueue}-film`;

/** Where videos are moved from gateways to the bucket. */
export const transferQueue = (taskQueue: string): string => `${taskQueue}-transfer`;
