import { createHash } from 'node:crypto';
import type { Bill } from './bill.js';
import type { GatewayName } from './engine/gateway-name.js';
import type { Job, JobStage } from './engine/job.js';
import type { Traffic } from './engine/traffic.js';
import type { FaultName } from './faults/catalogue.js';
import type { Digests, FileDigest } from './files/digests.js';

/** Everything that happened, as the gateways alone know it: what tests hold a client's own account against. */
export interface Truth {
  readonly totals: Bill;
  /** How often each fault was met. */
  readonly faults: Readonly<Partial<Record<FaultName, number>>>;
  /** Each accepted job, in the order of acceptance; missing where they were not asked for. */
  readonly jobs?: readonly JobTruth[];
}

export interface TruthOptions {
  /** Whether each job is told, not only the totals. @default true */
  readonly jobs?: boolean;
}

/** What is true of one accepted job. */
export interface JobTruth extends Readonly<Omit<Traffic, 'callbacks'>> {
  readonly gateway: GatewayName;
  readonly id: string;
  readonly model: string;
  readonly state: JobStage['state'];
  /** What the client sent as `Idempotency-Key`, or to AI/ML API as `X-Client-Request-Id`. */
  readonly wireKey?: string;
  readonly promptSha256: string;
  /** On the emulator's clock, ISO 8601. */
  readonly acceptedAt: string;
  readonly endedAt?: string;
  /** What was set aside, and what became of it: decimal strings, in the gateway's unit. */
  readonly credits: Readonly<Record<'reserved' | 'held' | 'charged' | 'refunded', string>>;
  /**
   * What the link serves, once faults that pass have passed; missing until completed, and where it never ends. `before`:
   * what it served until the file was exchanged.
   */
  readonly result?: FileDigest & { readonly before?: FileDigest };
  readonly callbacks: Traffic['callbacks'];
  readonly faults: readonly FaultName[];
}

/** What is true of `job`. */
export async function truthOf(job: Job, digests: Digests): Promise<JobTruth> {
  const { gateway, id, order, acceptedAt, stage, account, faults, traffic } = job;
  return {
    gateway,
    id,
    model: order.model,
    state: stage.state,
    wireKey: order.wireKey,
    promptSha256: createHash('sha256').update(order.prompt).digest('hex'),
    acceptedAt: new Date(acceptedAt).toISOString(),
    endedAt: 'endedAt' in stage ? new Date(stage.endedAt).toISOString() : undefined,
    credits: {
      reserved: order.reserve.toFixed(),
      held: account.held.toFixed(),
      charged: account.charged.toFixed(),
      refunded: account.refunded.toFixed(),
    },
    result: stage.state === 'completed' ? await digests.of(job, stage.file) : undefined,
    ...traffic,
    callbacks: [...traffic.callbacks],
    faults: faults.names,
  };
}
