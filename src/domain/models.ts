import { gatewayFacts, type Gateway, type GatewayFacts } from './gateways.js';

export { byGateway, gatewayFacts, gateways, type Gateway } from './gateways.js';

/** The id of a model, known here or defined by a user: its gateway, and its name there. */
export type ModelId = `${Gateway}/${string}`;

/** Which gateway serves a model. */
export const gatewayOf = (model: ModelId): Gateway => model.slice(0, model.indexOf('/')) as Gateway;

/** What a model is called at its gateway, unless its definition says otherwise. */
export const nameAtGateway = (model: string): string => model.slice(model.indexOf('/') + 1);

/** What Reelwork knows about one hosted model before it has asked the gateway anything. */
export interface ModelFacts extends GatewayFacts {
  /** First part of the model id: whose adapter, keys and task queues serve it. */
  readonly gateway: Gateway;
  /** What the model makes a video from. */
  readonly kind: 'text-to-video' | 'image-to-video' | 'reference-to-video';
}

/** Every model that Reelwork knows by itself, by its id. */
export const models = {
  'evolink/wan2.6-text-to-video': { ...gatewayFacts.evolink, kind: 'text-to-video' },
  'evolink/wan2.6-image-to-video': { ...gatewayFacts.evolink, kind: 'image-to-video' },
  'evolink/wan2.6-reference-video-flash': { ...gatewayFacts.evolink, kind: 'reference-to-video' },
  'vtrix/wan26_t2v': { ...gatewayFacts.vtrix, kind: 'text-to-video' },
  'aimlapi/wan-2-6-t2v': { ...gatewayFacts.aimlapi, kind: 'text-to-video' },
  'dashscope/wan2.6-t2v': { ...gatewayFacts.dashscope, kind: 'text-to-video' },
  'dashscope/wan2.6-i2v': { ...gatewayFacts.dashscope, kind: 'image-to-video' },
  'dashscope/wan2.6-i2v-flash': { ...gatewayFacts.dashscope, kind: 'image-to-video' },
  'dashscope/wan2.6-r2v': { ...gatewayFacts.dashscope, kind: 'reference-to-video' },
  'dashscope/wan2.6-r2v-flash': { ...gatewayFacts.dashscope, kind: 'reference-to-video' },
} as const satisfies Record<string, ModelFacts>;

/** The id of a model that Reelwork knows by itself. */
export type KnownModelId = keyof typeof models;

/** The models of a gateway that Reelwork knows by itself. */
export type KnownAt<Of extends Gateway> = Extract<KnownModelId, `${Of}/${string}`>;

/** Whether `model` names a model that Reelwork knows by itself. Takes anything: requests also come from foreign clients. */
export const isKnownModel = (model: unknown): model is KnownModelId =>
  typeof model === 'string' && Object.hasOwn(models, model);

/** The ids of all of them. */
export const knownModelIds = Object.keys(models) as readonly KnownModelId[];
