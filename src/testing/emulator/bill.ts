import type { RequestCounts } from './engine/counts.js';
import type { GatewayName } from './engine/gateway-name.js';
import type { Job, JobStage } from './engine/job.js';
import type { Balance } from './engine/ledger.js';
import type { Order } from './engine/order.js';
import type { Gateways } from './gateways.js';

/** What the gateways have accepted and charged, all together: the truth that tests hold everything else against. */
export interface Bill {
  /** Jobs that were accepted, each of which costs money unless it fails. */
  readonly acceptedJobs: number;
  readonly jobs: Readonly<Record<JobStage['state'], number>>;
  /** EvoLink's credits as decimal strings. The three always add up to the starting balance. */
  readonly credits: Balance;
  /** Each gateway's account, in its own unit: EvoLink's and AI/ML API's credits are not the same. */
  readonly balances: Readonly<Record<GatewayName, Balance & { readonly currency: string }>>;
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
  readonly gateway: GatewayName;
  readonly id: string;
  readonly model: string;
  /** What money and picture depend on, as the gateway has understood it, its own defaults included. */
  readonly ordered: OrderedTask;
  readonly state: JobStage['state'];
  /** What was set aside at submission, in the gateway's unit, as a decimal string. */
  readonly reserved: string;
  /** What was spent, in the gateway's unit, as a decimal string; `0` unless completed, or charged by a fault. */
  readonly charged: string;
  /** On the emulator's clock, ISO 8601. */
  readonly acceptedAt: string;
}

/** What an order has come to. */
export interface OrderedTask {
  readonly durationSeconds: number;
  readonly resolution: Order['quality'];
  /** `as-image`: the shape is that of the first image. */
  readonly aspectRatio: Order['aspectRatio'];
  readonly sound: boolean;
  /** Whether a sound of the caller's is to be used. */
  readonly ownSound: boolean;
  /** How many were given. */
  readonly images: number;
  readonly videos: number;
}

export interface BillOptions {
  /** Whether each job is listed. @default false */
  readonly perTask?: boolean;
}

export interface BillSources {
  readonly gateways: Gateways;
  /** All jobs, in the order of acceptance. */
  readonly register: readonly Job[];
  readonly counts: RequestCounts;
  readonly videos: Bill['videos'];
  readonly ffmpeg: boolean;
}

/** Adds everything up as it stands. */
export function createBill(
  { gateways, register, counts, videos, ffmpeg }: BillSources,
  { perTask = false }: BillOptions = {},
): Bill {
  const states = { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
  const byModel: Record<string, number> = {};
  for (const { order, stage } of register) {
    states[stage.state] += 1;
    byModel[order.model] = (byModel[order.model] ?? 0) + 1;
  }
  return {
    acceptedJobs: register.length,
    jobs: states,
    credits: gateways.evolink.ledger.balance(),
    balances: balancesOf(gateways),
    requests: { ...counts, refused: counts.submits - counts.replayed - register.length },
    byModel,
    videos,
    ffmpeg,
    ...(perTask ? { perTask: register.map(toBilledTask) } : {}),
  };
}

const balancesOf = (gateways: Gateways): Bill['balances'] =>
  Object.fromEntries(
    Object.values(gateways).map(({ name, currency, ledger }) => [name, { currency, ...ledger.balance() }]),
  ) as Bill['balances'];

const toBilledTask = ({ gateway, id, order, stage, account, acceptedAt }: Job): BilledTask => ({
  gateway,
  id,
  model: order.model,
  ordered: {
    durationSeconds: order.seconds,
    resolution: order.quality,
    aspectRatio: order.aspectRatio,
    sound: order.sound,
    ownSound: order.audioUrl !== undefined,
    images: order.imageUrls.length,
    videos: order.videoUrls.length,
  },
  state: stage.state,
  reserved: order.reserve.toFixed(),
  charged: account.charged.toFixed(),
  acceptedAt: new Date(acceptedAt).toISOString(),
});
