import type { Currency } from './money.js';

/** What holds for every model of a gateway, unless the model says otherwise. */
export interface GatewayFacts {
  /** Its name: the first part of its models’ ids. */
  readonly gateway: string;
  /** What the gateway counts in. */
  readonly currency: Currency;
  /** How long a generation usually takes, in seconds. The first status read and the overdue mark follow from it. */
  readonly typicalSeconds: number;
  /** Whether the gateway calls back when a task ends. */
  readonly callbacks: boolean;
  /** By what an order whose answer was lost can be found at the gateway: by nothing, where it can't be asked. */
  readonly lookUp: 'model and time' | 'wire key' | 'nothing';
  /** Which tasks the gateway cancels when it is asked to. */
  readonly cancels: 'queued tasks' | 'nothing';
  /**
   * Whether it is documented that failed tasks cost nothing. That is for people: what a failed task has cost, only the
   * gateway's own word on that task proves.
   */
  readonly refundsFailures: boolean;
  /** For how long after acceptance the gateway answers for a task, in seconds. */
  readonly retentionSeconds: number;
  /** For how long a lost order can be found at the gateway, in seconds, where it remembers orders longer than tasks. */
  readonly lookUpSeconds?: number;
  /** For how long a finished video can be read at the gateway, in seconds; absent where nobody documents it. */
  readonly linkSeconds?: number;
  /**
   * The header in which an order's own key is sent, and whether the gateway documents that a repeated key is not ordered
   * again; absent where it has no header for one.
   */
  readonly orderKey?: { readonly header: string; readonly honoured: 'not documented' | 'documented not to be' };
  /** What the gateway documents for one account and one model; absent where it documents nothing. */
  readonly limits?: { readonly submitsPerSecond: number; readonly readsPerSecond?: number; readonly running: number };
}

const day = 24 * 60 * 60;

/** Every gateway, with what Reelwork knows about it before it has asked. Each has an adapter. */
export const gatewayFacts = {
  /**
   * EvoLink's own example of `task_info.estimated_time` is 120 s; links live 24 h (its Wan 2.6 text-to-video page). Its API
   * pages do not mention the header that its own client sends (gateways.md 1.1).
   */
  evolink: {
    gateway: 'evolink',
    currency: 'EVOLINK_CREDIT',
    typicalSeconds: 120,
    callbacks: true,
    lookUp: 'model and time',
    cancels: 'nothing',
    refundsFailures: true,
    retentionSeconds: day,
    linkSeconds: day,
    orderKey: { header: 'Idempotency-Key', honoured: 'not documented' },
  },
  /**
   * Vtrix documents neither times nor retention nor refunds: the time is its upstream's, the retention a guess on the safe side.
   */
  vtrix: {
    gateway: 'vtrix',
    currency: 'USD',
    typicalSeconds: 180,
    callbacks: false,
    lookUp: 'nothing',
    cancels: 'nothing',
    refundsFailures: false,
    retentionSeconds: day,
  },
  /**
   * "~ 3 min 25 sec" (AI/ML API's Wan 2.6 text-to-video page). Its log knows every order by `X-Client-Request-Id`, which
   * "is not an idempotency key" (gateways.md 1.3), and is asked for at most 92 days at a time: one is left for clocks that differ. How long it keeps tasks, nobody documents.
   */
  aimlapi: {
    gateway: 'aimlapi',
    currency: 'USD',
    typicalSeconds: 205,
    callbacks: false,
    lookUp: 'wire key',
    cancels: 'nothing',
    refundsFailures: true,
    retentionSeconds: day,
    lookUpSeconds: 91 * day,
    orderKey: { header: 'X-Client-Request-Id', honoured: 'documented not to be' },
  },
  /** "1–5 min"; tasks and links live 24 h; limits from DashScope's page on them (gateways.md 7). */
  dashscope: {
    gateway: 'dashscope',
    currency: 'USD',
    typicalSeconds: 180,
    callbacks: false,
    lookUp: 'model and time',
    cancels: 'queued tasks',
    refundsFailures: true,
    retentionSeconds: day,
    linkSeconds: day,
    limits: { submitsPerSecond: 5, readsPerSecond: 20, running: 5 },
  },
} as const satisfies Readonly<Record<string, GatewayFacts>>;

/** The name of a gateway: the first part of its models’ ids. */
export type Gateway = keyof typeof gatewayFacts;

/** Their names. */
export const gateways = Object.keys(gatewayFacts) as readonly Gateway[];

/** Something for each of them. */
export const byGateway = <Value>(valueOf: (gateway: Gateway) => Value): Readonly<Record<Gateway, Value>> =>
  Object.fromEntries(gateways.map((gateway) => [gateway, valueOf(gateway)])) as Record<Gateway, Value>;
