import type { FaultPlan } from '../faults/fault.js';
import type { Background } from './background.js';
import type { Clock } from './clock.js';
import type { Failure } from './failure.js';
import { producedSeconds, type Job, type ResultFile } from './job.js';
import type { Ledger } from './ledger.js';
import type { Order } from './order.js';

/** What came of making a job's video. */
export type Product =
  | { readonly state: 'made'; readonly file: ResultFile; readonly inputVideoSeconds: readonly number[] }
  | { readonly state: 'failed'; readonly failure: Failure };

export type Admission =
  | { readonly outcome: 'accepted'; readonly job: Job }
  | { readonly outcome: 'full' }
  | { readonly outcome: 'no-credit' };

export interface Pace {
  /** How long a job is queued when a slot is free. */
  readonly queueSeconds: number;
  /** How long a job runs at least; it ends later when its video takes longer to make. */
  readonly runSeconds: number;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What becomes of a submit while `concurrency` jobs are open: it waits its turn, or is refused. */
  readonly whenFull: 'queue' | 'refuse';
}

export interface JobsOptions {
  readonly clock: Clock;
  readonly background: Background;
  readonly ledger: Ledger;
  readonly pace: Pace;
  readonly newId: (nowMs: number) => string;
  readonly makeVideo: (job: Job) => Promise<Product>;
  /** Called after billing, once per job. */
  readonly onEnd: (job: Job) => void;
}

/** All jobs of one gateway, from acceptance to their end. */
export interface Jobs {
  /** Takes an order on: money is reserved and the job has an id, or nothing has happened. */
  submit(order: Order, faults: FaultPlan): Admission;
  get(id: string): Job | undefined;
  /** In the order of acceptance. */
  all(): readonly Job[];
}

export function createJobs({ clock, background, ledger, pace, newId, makeVideo, onEnd }: JobsOptions): Jobs {
  const jobs = new Map<string, Job>();
  const waiting: Job[] = [];
  let running = 0;
  let open = 0;

  function submit(order: Order, faults: FaultPlan): Admission {
    if (pace.whenFull === 'refuse' && open >= pace.concurrency) return { outcome: 'full' };
    if (!ledger.reserve(order.reserve)) return { outcome: 'no-credit' };
    const acceptedAt = clock.now();
    const job: Job = { id: newId(acceptedAt), order, acceptedAt, faults, stage: { state: 'queued' } };
    jobs.set(job.id, job);
    open += 1;
    clock.after(pace.queueSeconds * 1000, () => {
      waiting.push(job);
      startWaiting();
    });
    return { outcome: 'accepted', job };
  }

  function startWaiting(): void {
    while (running < pace.concurrency) {
      const job = waiting.shift();
      if (job === undefined) return;
      running += 1;
      const startedAt = clock.now();
      job.stage = { state: 'running', startedAt };
      const product = background.run(productOf(job));
      clock.after(pace.runSeconds * 1000, () => background.run(end(job, startedAt, product)));
    }
  }

  async function productOf(job: Job): Promise<Product | 'cancelled' | 'never'> {
    switch (job.faults.job?.kind) {
      case 'fail':
        return { state: 'failed', failure: job.faults.job.failure };
      case 'cancel':
        return 'cancelled';
      case 'stuck':
        return 'never';
      case 'shorter':
      case 'no-link':
      case 'status-word':
      case undefined:
        return makeVideo(job);
    }
  }

  async function end(job: Job, startedAt: number, making: ReturnType<typeof productOf>): Promise<void> {
    const product = await making;
    if (product === 'never' || background.signal.aborted) return;
    const times = { startedAt, endedAt: clock.now() };
    if (product === 'cancelled') {
      ledger.release(job.order.reserve);
      job.stage = { state: 'cancelled', ...times };
    } else if (product.state === 'failed') {
      ledger.release(job.order.reserve);
      job.stage = { state: 'failed', failure: product.failure, ...times };
    } else {
      const { file, inputVideoSeconds } = product;
      const charged = job.order.charge({ outputSeconds: producedSeconds(job), inputVideoSeconds });
      ledger.settle(job.order.reserve, charged);
      job.stage = { state: 'completed', file, charged, ...times };
    }
    running -= 1;
    open -= 1;
    startWaiting();
    onEnd(job);
  }

  return { submit, get: (id) => jobs.get(id), all: () => [...jobs.values()] };
}
