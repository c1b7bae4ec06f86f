import type { NamedPlan } from '../faults/faults.js';
import type { CourseFault } from '../faults/job-faults.js';
import type { Background } from './background.js';
import type { Clock } from './clock.js';
import type { Failure } from './failure.js';
import { billedSeconds, type Job, type ResultFile } from './job.js';
import type { Ledger } from './ledger.js';
import type { Order } from './order.js';
import { createAccount, createTill, nothing } from './till.js';
import { createTraffic } from './traffic.js';

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
  /** Called after billing, once per job; resolves when the client was told, or will be later. */
  readonly onEnd: (job: Job) => Promise<void>;
}

/** All jobs of one gateway, from acceptance to their end. */
export interface Jobs {
  /** Takes an order on: money is reserved and the job has an id, or nothing has happened. */
  submit(order: Order, faults: NamedPlan): Admission;
  get(id: string): Job | undefined;
  /** Resolves when the job has ended and its client was told. */
  untilTold(job: Job): Promise<void>;
  /** In the order of acceptance. */
  all(): readonly Job[];
}

export function createJobs({ clock, background, ledger, pace, newId, makeVideo, onEnd }: JobsOptions): Jobs {
  const jobs = new Map<string, Job>();
  const accepted: Job[] = [];
  const waiting: Job[] = [];
  const till = createTill({ ledger, clock });
  const toldOf = new Map<Job, () => void>();
  let running = 0;
  let open = 0;

  function submit(order: Order, faults: NamedPlan): Admission {
    if (pace.whenFull === 'refuse' && open >= pace.concurrency) return { outcome: 'full' };
    if (!ledger.reserve(order.reserve)) return { outcome: 'no-credit' };
    const acceptedAt = clock.now();
    const job: Job = {
      id: newId(acceptedAt),
      order,
      acceptedAt,
      faults,
      traffic: createTraffic(),
      stage: { state: 'queued' },
      account: createAccount(order.reserve),
    };
    jobs.set(job.id, job);
    accepted.push(job);
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
      const runSeconds = pace.runSeconds + extraSeconds(job.faults.course);
      clock.after(runSeconds * 1000, () => background.run(end(job, startedAt, product)));
    }
  }

  async function productOf(job: Job): Promise<Product | 'cancelled' | 'never'> {
    switch (job.faults.course?.kind) {
      case 'fail':
        return { state: 'failed', failure: job.faults.course.failure };
      case 'cancel':
        return 'cancelled';
      case 'stuck':
        return 'never';
      case 'slow':
      case undefined:
        return makeVideo(job);
    }
  }

  async function end(job: Job, startedAt: number, making: ReturnType<typeof productOf>): Promise<void> {
    const product = await making;
    if (product === 'never' || background.signal.aborted) return;
    const times = { startedAt, endedAt: clock.now() };
    if (product === 'cancelled') {
      till.settle(job, nothing);
      job.stage = { state: 'cancelled', ...times };
    } else if (product.state === 'failed') {
      till.refund(job);
      job.stage = { state: 'failed', failure: product.failure, ...times };
    } else {
      const { file, inputVideoSeconds } = product;
      till.settle(job, job.order.charge({ outputSeconds: billedSeconds(job), inputVideoSeconds }));
      job.stage = { state: 'completed', file, ...times };
    }
    running -= 1;
    open -= 1;
    startWaiting();
    void onEnd(job).then(() => toldOf.get(job)?.());
  }

  return {
    submit,
    get: (id) => jobs.get(id),
    untilTold: (job) => new Promise((resolve) => toldOf.set(job, resolve)),
    all: () => accepted,
  };
}

const extraSeconds = (course: CourseFault | undefined): number => (course?.kind === 'slow' ? course.bySeconds : 0);
