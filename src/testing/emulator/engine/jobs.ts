import type { NamedPlan } from '../faults/faults.js';
import type { CourseFault } from '../faults/job-faults.js';
import type { Background } from './background.js';
import type { Clock } from './clock.js';
import type { Failure } from './failure.js';
import type { GatewayName } from './gateway-name.js';
import { billedSeconds, type Job, type JobStage, type ResultFile } from './job.js';
import type { Ledger } from './ledger.js';
import type { Order } from './order.js';
import type { Pace } from './pace.js';
import { createSlots } from './slots.js';
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

export interface JobsOptions {
  readonly gateway: GatewayName;
  readonly clock: Clock;
  readonly background: Background;
  readonly ledger: Ledger;
  readonly pace: Pace;
  /** Takes down every accepted job. */
  readonly register: Job[];
  readonly laneOf: (order: Order) => string;
  readonly newId: (nowMs: number) => string;
  readonly makeVideo: (job: Job) => Promise<Product>;
  /** Called after billing, once per job; resolves when the client was told, or will be later. */
  readonly onEnd: (job: Job) => Promise<void>;
}

/** All jobs of one gateway, from acceptance to their end. */
export interface Jobs {
  /** Takes an order on: money is reserved and the job has an id, or nothing has happened. */
  submit(order: Order, faults: NamedPlan): Admission;
  /** Ends a job that does not run yet, for nothing; `false`, and nothing changed, when it does or has ended. */
  cancel(job: Job): boolean;
  get(id: string): Job | undefined;
  /** Resolves when the job has ended and its client was told. */
  untilTold(job: Job): Promise<void>;
  /** In the order of acceptance. */
  all(): readonly Job[];
}

export function createJobs(options: JobsOptions): Jobs {
  const { gateway, clock, background, ledger, pace, register, laneOf, newId, makeVideo, onEnd } = options;
  const jobs = new Map<string, Job>();
  const accepted: Job[] = [];
  const till = createTill({ ledger, clock });
  const slots = createSlots({ concurrency: pace.concurrency, laneOf, start });
  const toldOf = new Map<Job, () => void>();

  function submit(order: Order, faults: NamedPlan): Admission {
    if (pace.whenFull === 'refuse' && slots.isFull(order)) return { outcome: 'full' };
    if (!ledger.reserve(order.reserve)) return { outcome: 'no-credit' };
    const acceptedAt = clock.now();
    const job: Job = {
      gateway,
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
    register.push(job);
    slots.enter(job);
    clock.after(pace.queueSeconds * 1000, () => (job.stage.state === 'queued' ? slots.wait(job) : undefined));
    return { outcome: 'accepted', job };
  }

  function start(job: Job): void {
    const startedAt = clock.now();
    job.stage = { state: 'running', startedAt };
    const product = background.run(productOf(job));
    const runSeconds = pace.runSeconds + extraSeconds(job.faults.course);
    clock.after(runSeconds * 1000, () => background.run(end(job, startedAt, product)));
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
      leave(job, { state: 'cancelled', ...times });
    } else if (product.state === 'failed') {
      till.refund(job);
      leave(job, { state: 'failed', failure: product.failure, ...times });
    } else {
      const { file, inputVideoSeconds } = product;
      till.settle(job, job.order.charge({ outputSeconds: billedSeconds(job), inputVideoSeconds }));
      leave(job, { state: 'completed', file, inputVideoSeconds, ...times });
    }
  }

  function leave(job: Job, stage: JobStage): void {
    const was = job.stage.state === 'queued' ? 'queued' : 'running';
    job.stage = stage;
    slots.leave(job, was);
    void onEnd(job).then(() => toldOf.get(job)?.());
  }

  function cancel(job: Job): boolean {
    if (job.stage.state !== 'queued') return false;
    till.settle(job, nothing);
    leave(job, { state: 'cancelled', startedAt: clock.now(), endedAt: clock.now() });
    return true;
  }

  return {
    submit,
    cancel,
    get: (id) => jobs.get(id),
    untilTold: (job) => new Promise((resolve) => toldOf.set(job, resolve)),
    all: () => accepted,
  };
}

const extraSeconds = (course: CourseFault | undefined): number => (course?.kind === 'slow' ? course.bySeconds : 0);
