import type { GatewayName } from '../engine/gateway-name.js';
import type { CallbackDelivery } from './callback-faults.js';
import type { ClipFault } from './clip-faults.js';
import type { CourseFault } from './job-faults.js';
import type { ListFault } from './list-faults.js';
import type { ResultFault } from './result-faults.js';
import type { ReadFault } from './status-faults.js';
import type { SubmitFault } from './submit-faults.js';
import type { ViewFault } from './view-faults.js';

/** All that is to go wrong with one submit and the job that comes of it; at most one thing of each sort. */
export interface FaultPlan {
  readonly submit?: SubmitFault;
  /** Status reads that are not answered with the status. */
  readonly read?: ReadFault;
  /** How the task is told where its status is read. */
  readonly view?: ViewFault;
  /** How the job goes. */
  readonly course?: CourseFault;
  /** All callbacks that are sent, in place of the usual one. */
  readonly callbacks?: readonly CallbackDelivery[];
  /** How the video differs from the order. */
  readonly clip?: ClipFault;
  /** What reading the result's link meets. */
  readonly result?: ResultFault;
  readonly list?: ListFault;
}

/** One entry of the catalogue. */
export interface Fault {
  /** What it does, in words for a person. */
  readonly description: string;
  readonly plan: FaultPlan;
  /** Where it can be; elsewhere it is ignored. @default every gateway */
  readonly gateways?: readonly GatewayName[];
  /**
   * Whether random faults include it without being told to. Those get over it that are careful and take callbacks:
   * the job ends as a video or as a failure that costs nothing, with no person's help.
   */
  readonly atRandom?: true;
}

/** The faults that strike at one place, by name. */
export type FaultTable = Readonly<Record<string, Fault>>;

/** The same faults, for some gateways alone. */
export const onlyAt = <Table extends FaultTable>(gateways: readonly GatewayName[], table: Table) =>
  Object.fromEntries(Object.entries(table).map(([name, fault]) => [name, { gateways, ...fault }])) as {
    readonly [Name in keyof Table]: Fault;
  };
