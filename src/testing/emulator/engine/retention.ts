import type { Job } from '../engine/job.js';

/** Whether the gateway still knows a job. */
export const isKept = ({ acceptedAt }: Job, now: number, retentionSeconds: number): boolean =>
  now - acceptedAt < retentionSeconds * 1000;
