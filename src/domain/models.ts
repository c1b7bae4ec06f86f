/** Every gateway that has an adapter. */
export const gateways = ['evolink'] as const;

/** The name of a gateway: the first part of its models’ ids. */
export type Gateway = (typeof gateways)[number];

/** What Reelwork knows about one hosted model before it has asked the gateway anything. */
export interface ModelFacts {
  /** First part of the model id: whose adapter, keys and task queues serve it. */
  readonly gateway: Gateway;
  /** What the model makes a video from. */
  readonly kind: 'text-to-video' | 'image-to-video' | 'reference-to-video';
  /** How long a generation usually takes, in seconds. The first status read and the overdue mark follow from it. */
  readonly typicalSeconds: number;
  /** Whether the gateway calls back when a task ends. */
  readonly callbacks: boolean;
  /** For how long after acceptance the gateway answers for a task, in seconds. */
  readonly retentionSeconds: number;
}

const day = 24 * 60 * 60;

/** EvoLink's own example of `task_info.estimated_time` is 120 s; links live 24 h (its Wan 2.6 text-to-video page). */
const evolink = { gateway: 'evolink', typicalSeconds: 120, callbacks: true, retentionSeconds: day } as const;

/** Every model that can be ordered, by its id. */
export const models = {
  'evolink/wan2.6-text-to-video': { ...evolink, kind: 'text-to-video' },
  'evolink/wan2.6-image-to-video': { ...evolink, kind: 'image-to-video' },
  'evolink/wan2.6-reference-video-flash': { ...evolink, kind: 'reference-to-video' },
} as const satisfies Record<string, ModelFacts>;

/** The id of a model that can be ordered. */
export type ModelId = keyof typeof models;

/** Whether `model` names a model that can be ordered. Takes anything: requests also come from foreign clients. */
export const isModelId = (model: unknown): model is ModelId =>
  typeof model === 'string' && Object.prototype.hasOwnProperty.call(models, model);
