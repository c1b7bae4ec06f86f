import type { RequestCounts } from './engine/counts.js';
import type { Dialect } from './engine/dialect.js';
import type { Job, JobStage } from './engine/job.js';
import type { Balance } from './engine/ledger.js';

/** What the gateway has accepted and charged: the truth that tests hold everything else against. */
export interface Bill {
  /** Jobs that were accepted, each of which costs money unless it fails. */
  readonly acceptedJobs: number;
  readonly jobs: Readonly<Record<JobStage['state'], number>>;
  /** Credits as decimal strings. The three always add up to the starting balance. */
  readonly credits: Balance;
  /** `refused`: submits that were answered without accepting a job. */
  readonly requests: Readonly<RequestCounts & { refused: number }>;
  /** Accepted jobs by model, as it is named on the wire. */
  readonly byModel: Readonly<Record<string, number>>;
  /** `rendered`: results are made with ffmpeg. `bundled`: small clips stand in for them. `file`: one given file does. */
  readonly videos: 'rendered' | 'bundled' | 'file';
  /** Whether ffmpeg is used, to make results and to look at inputs. */
  readonly ffmpeg: boolean;
  /** Each job, in the order of acceptance; only where asked for. */
  readonly perTask?: readonly BilledTask[];
}

export interface BilledTask {
  readonly id: string;
  readonly model: string;
  readonly state: JobStage['state'];
  /** Credits that were set aside at submission, as a decimal string. */
  readonly reserved: string;
  /** Credits that were spent, as a decimal string; `0` unless completed, or charged by a fault. */
  readonly charged: string;
  /** On the emulator's clock, ISO 8601. */
  readonly acceptedAt: string;
}

export interface BillOptions {
  /** Whether each job is listed. @default false */
  readonly perTask?: boolean;
}

export interface BillSources {
  readonly dialect: Dialect;
  readonly counts: RequestCounts;
  readonly videos: Bill['videos'];
  readonly ffmpeg: boolean;
}

/** Adds everything up as it stands. */
export function createBill(
  { dialect, counts, videos, ffmpeg }: BillSources,
  { perTask = false }: BillOptions = {},
): Bill {
  const all = dialect.jobs.all();
  const states = { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
  const byModel: Record<string, number> = {};
  for (const { order, stage } of all) {
    states[stage.state] += 1;
    byModel[order.model] = (byModel[order.model] ?? 0) + 1;
  }
  return {
    acceptedJobs: all.length,
    jobs: states,
    credits: dialect.ledger.balance(),
    requests: { ...counts, refused: counts.submits - counts.replayed - all.length },
    byModel,
    videos,
    ffmpeg,
    ...(perTask ? { perTask: all.map(toBilledTask) } : {}),
  };
}

const toBilledTask = ({ id, order, stage, account, acceptedAt }: Job): BilledTask => ({
  id,
  model: order.model,
  state: stage.state,
  reserved: order.reserve.toFixed(),
  charged: account.charged.toFixed(),
  acceptedAt: new Date(acceptedAt).toISOString(),
});
