import type { HttpBindings } from '@hono/node-server';
import type { Hono, HonoRequest } from 'hono';
import type { FaultSource } from '../faults/faults.js';
import type { SignedLinks } from '../files/signed-links.js';
import type { VideoMakerOptions } from '../media/video-maker.js';
import type { Background } from './background.js';
import type { CallbackRules } from './callbacks.js';
import type { Clock } from './clock.js';
import type { RequestCounts } from './counts.js';
import type { ErrorWords, Refusal } from './errors.js';
import type { FurtherModels } from './further-models.js';
import type { GatewayName } from './gateway-name.js';
import type { IdempotencyKeys } from './idempotency.js';
import type { Job } from './job.js';
import type { Jobs } from './jobs.js';
import type { Pace } from './pace.js';
import type { InputRules } from './judge-inputs.js';
import type { Ledger } from './ledger.js';
import type { Order } from './order.js';
import type { ReadOrder } from './read-order.js';

/** What all gateways of one emulator share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly background: Background;
  readonly counts: RequestCounts;
  readonly faults: FaultSource;
  readonly links: SignedLinks;
  readonly pace: Pace;
  /** Every accepted job, whichever gateway's, in the order of acceptance. */
  readonly register: Job[];
  /** How videos are made; a gateway adds its rules for inputs. */
  readonly studio: Omit<VideoMakerOptions, 'judge'>;
  /** The accepted keys; any when `undefined`. */
  readonly apiKeys: readonly string[] | undefined;
  /** How long tasks are known after their acceptance; as long as the gateway has it when `undefined`. */
  readonly retentionSeconds: number | undefined;
  readonly furtherModels: Partial<Readonly<Record<GatewayName, FurtherModels>>>;
}

/** Everything in which one gateway differs from the others. */
export interface Dialect {
  readonly name: GatewayName;
  /** The unit of its amounts. */
  readonly currency: string;
  readonly startingBalance: string;
  readonly newTaskId: (nowMs: number) => string;
  readonly inputRules: (order: Order) => InputRules;
  /** Jobs with the same lane share the slots in which jobs run. */
  readonly laneOf: (order: Order) => string;
  /** How long the gateway knows tasks; for ever, where that is not documented. */
  readonly retentionSeconds?: number;
  readonly errors: { readonly order: ErrorWords; readonly task: ErrorWords };
  readonly submit: SubmitDialect;
  readonly status: {
    readonly path: string;
    readonly idOf: (request: HonoRequest) => string | undefined;
  };
  /** What a status read says of a job, and what a callback carries. */
  readonly task: (job: Job, now: number) => object;
  /** How clients are called back; they are not when it is missing. */
  readonly callbacks?: CallbackRules;
  /** The calls beside submit and status. */
  readonly otherRoutes: (parts: GatewayParts) => readonly Routes[];
}

export interface SubmitDialect {
  readonly path: string;
  /** What is wrong with the headers, if anything. */
  readonly judge?: (header: (name: string) => string | undefined) => Refusal | undefined;
  readonly read: (posted: unknown) => ReadOrder;
  /** The header by which the client names the submit. */
  readonly keyHeader: string;
  /** Where keys are honoured: a repeated one gets the first answer again. */
  readonly keys?: IdempotencyKeys;
  /** What an accepted submit is answered with. */
  readonly answer: (job: Job) => object;
  readonly headers?: (job: Job) => Readonly<Record<string, string>>;
}

export type Routes = Hono<{ Bindings: HttpBindings }>;

/** What a gateway's routes work with. */
export interface GatewayParts extends Surroundings {
  readonly dialect: Dialect;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  /** The job of that id, while the gateway still knows it. */
  readonly find: (id: string) => Job | undefined;
}

/** One gateway at work. */
export interface Gateway {
  readonly name: GatewayName;
  readonly currency: string;
  readonly routes: Routes;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
}
