import type { Big } from 'big.js';
import type { FaultPlan } from '../faults/fault.js';
import type { Failure } from './failure.js';
import type { Order } from './order.js';

/** A finished file on this machine. */
export interface ResultFile {
  readonly path: string;
  readonly bytes: number;
}

export type JobStage =
  | { readonly state: 'queued' }
  | { readonly state: 'running'; readonly startedAt: number }
  | {
      readonly state: 'completed';
      readonly startedAt: number;
      readonly endedAt: number;
      readonly file: ResultFile;
      readonly charged: Big;
    }
  | { readonly state: 'failed'; readonly startedAt: number; readonly endedAt: number; readonly failure: Failure }
  | { readonly state: 'cancelled'; readonly startedAt: number; readonly endedAt: number };

/** One accepted generation. Times are milliseconds on the emulator's clock. */
export interface Job {
  readonly id: string;
  readonly order: Order;
  readonly acceptedAt: number;
  /** What is to go wrong with this job. */
  readonly faults: FaultPlan;
  stage: JobStage;
}

/** How long the delivered video is to be, in seconds. */
export const producedSeconds = ({ order, faults }: Job): number =>
  faults.job?.kind === 'shorter' ? order.seconds - faults.job.bySeconds : order.seconds;
