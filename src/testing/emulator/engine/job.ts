import type { Big } from 'big.js';
import type { NamedPlan } from '../faults/faults.js';
import type { Failure } from './failure.js';
import type { GatewayName } from './gateway-name.js';
import type { Order } from './order.js';
import type { Traffic } from './traffic.js';

/** A finished file on this machine. */
export interface ResultFile {
  readonly path: string;
  readonly bytes: number;
}

interface Times {
  readonly startedAt: number;
  readonly endedAt: number;
}

export type JobStage =
  | { readonly state: 'queued' }
  | { readonly state: 'running'; readonly startedAt: number }
  | ({ readonly state: 'completed'; readonly file: ResultFile; readonly inputVideoSeconds: readonly number[] } & Times)
  | ({ readonly state: 'failed'; readonly failure: Failure } & Times)
  | ({ readonly state: 'cancelled' } & Times);

/** One accepted generation. Times are milliseconds on the emulator's clock. */
export interface Job {
  readonly gateway: GatewayName;
  readonly id: string;
  readonly order: Order;
  readonly acceptedAt: number;
  /** What is to go wrong with this job. */
  readonly faults: NamedPlan;
  readonly traffic: Traffic;
  stage: JobStage;
  account: JobAccount;
}

/** The money of one job: `held`, until it is charged or given back. */
export interface JobAccount {
  readonly held: Big;
  readonly charged: Big;
  readonly refunded: Big;
}

/** How long the delivered video is to be, in seconds. */
export const producedSeconds = ({ order, faults }: Job): number => order.seconds + (faults.clip?.moreSeconds ?? 0);

/** How much output is charged for, in seconds. */
export const billedSeconds = (job: Job): number =>
  job.faults.clip?.billedAs === 'ordered' ? job.order.seconds : producedSeconds(job);
