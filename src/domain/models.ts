import type { Currency } from './money.js';

/** Every gateway that has an adapter. */
export const gateways = ['evolink', 'vtrix', 'aimlapi', 'dashscope'] as const;

/** The name of a gateway: the first part of its models’ ids. */
export type Gateway = (typeof gateways)[number];

/** Something for each gateway. */
export const byGateway = <Value>(valueOf: (gateway: Gateway) => Value): Readonly<Record<Gateway, Value>> =>
  Object.fromEntries(gateways.map((gateway) => [gateway, valueOf(gateway)])) as Record<Gateway, Value>;

/** The id of a model, known here or defined by a user: its gateway, and its name there. */
export type ModelId = `${Gateway}/${string}`;

/** Which gateway serves a model. */
export const gatewayOf = (model: ModelId): Gateway => model.slice(0, model.indexOf('/')) as Gateway;

/** What Reelwork knows about one hosted model before it has asked the gateway anything. */
export interface ModelFacts {
  /** First part of the model id: whose adapter, keys and task queues serve it. */
  readonly gateway: Gateway;
  /** What the gateway counts in. */
  readonly currency: Currency;
  /** What the model makes a video from. */
  readonly kind: 'text-to-video' | 'image-to-video' | 'reference-to-video';
  /** How long a generation usually takes, in seconds. The first status read and the overdue mark follow from it. */
  readonly typicalSeconds: number;
  /** Whether the gateway calls back when a task ends. */
  readonly callbacks: boolean;
  /** By what an order whose answer was lost can be found at the gateway: by nothing, where it can't be asked. */
  readonly lookUp: 'model and time' | 'wire key' | 'nothing';
  /** Which tasks the gateway cancels when it is asked to. */
  readonly cancels: 'queued tasks' | 'nothing';
  /** For how long after acceptance the gateway answers for a task, in seconds. */
  readonly retentionSeconds: number;
  /** For how long a finished video can be read at the gateway, in seconds; absent where nobody documents it. */
  readonly linkSeconds?: number;
  /** What the gateway documents for one account and this model; absent where it documents nothing. */
  readonly limits?: { readonly submitsPerSecond: number; readonly running: number };
}

const day = 24 * 60 * 60;

/** EvoLink's own example of `task_info.estimated_time` is 120 s; links live 24 h (its Wan 2.6 text-to-video page). */
const evolink = {
  gateway: 'evolink',
  currency: 'EVOLINK_CREDIT',
  typicalSeconds: 120,
  callbacks: true,
  lookUp: 'model and time',
  cancels: 'nothing',
  retentionSeconds: day,
  linkSeconds: day,
} as const;

/** Vtrix documents neither times nor retention: the time is its upstream's, the retention a guess on the safe side. */
const vtrix = {
  gateway: 'vtrix',
  currency: 'USD',
  typicalSeconds: 180,
  callbacks: false,
  lookUp: 'nothing',
  cancels: 'nothing',
  retentionSeconds: day,
} as const;

/** "~ 3 min 25 sec" (AI/ML API's Wan 2.6 text-to-video page). Its log knows every order by `X-Client-Request-Id`. */
const aimlapi = {
  gateway: 'aimlapi',
  currency: 'USD',
  typicalSeconds: 205,
  callbacks: false,
  lookUp: 'wire key',
  cancels: 'nothing',
  retentionSeconds: day,
} as const;

/** "1–5 min"; tasks and links live 24 h; limits from DashScope's page on them (gateways.md 7). */
const dashscope = {
  gateway: 'dashscope',
  currency: 'USD',
  typicalSeconds: 180,
  callbacks: false,
  lookUp: 'model and time',
  cancels: 'queued tasks',
  retentionSeconds: day,
  linkSeconds: day,
  limits: { submitsPerSecond: 5, running: 5 },
} as const;

/** What holds for every model of a gateway, unless the model says otherwise. */
export const gatewayFacts = { evolink, vtrix, aimlapi, dashscope } as const satisfies {
  readonly [Of in Gateway]: Omit<ModelFacts, 'kind'>;
};

/** Every model that Reelwork knows by itself, by its id. */
export const models = {
  'evolink/wan2.6-text-to-video': { ...evolink, kind: 'text-to-video' },
  'evolink/wan2.6-image-to-video': { ...evolink, kind: 'image-to-video' },
  'evolink/wan2.6-reference-video-flash': { ...evolink, kind: 'reference-to-video' },
  'vtrix/wan26_t2v': { ...vtrix, kind: 'text-to-video' },
  'aimlapi/wan-2-6-t2v': { ...aimlapi, kind: 'text-to-video' },
  'dashscope/wan2.6-t2v': { ...dashscope, kind: 'text-to-video' },
  'dashscope/wan2.6-i2v': { ...dashscope, kind: 'image-to-video' },
  'dashscope/wan2.6-i2v-flash': { ...dashscope, kind: 'image-to-video' },
  'dashscope/wan2.6-r2v': { ...dashscope, kind: 'reference-to-video' },
  'dashscope/wan2.6-r2v-flash': { ...dashscope, kind: 'reference-to-video' },
} as const satisfies Record<string, ModelFacts>;

/** The id of a model that Reelwork knows by itself. */
export type KnownModelId = keyof typeof models;

/** Whether `model` names a model that Reelwork knows by itself. Takes anything: requests also come from foreign clients. */
export const isKnownModel = (model: unknown): model is KnownModelId =>
  typeof model === 'string' && Object.hasOwn(models, model);

/** The ids of all of them. */
export const knownModelIds = Object.keys(models) as readonly KnownModelId[];
