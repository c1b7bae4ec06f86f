import { z } from 'zod';
import {
  gatewayFacts,
  gatewayOf,
  gateways,
  isKnownModel,
  nameAtGateway,
  type Gateway,
  type ModelFacts,
  type ModelId,
} from '../models.js';
import * as fields from './fields.js';
import type { CheckedRequest } from './index.js';
import { modelPrice, type ModelPrice } from './model-price.js';

/** A request's schema: a strict object with, at least, what every request has. */
export type RequestSchema = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** The fields of a model that is to be defined; `model` and `account` come by themselves. */
export type RequestFields = z.ZodObject<{
  readonly durationSeconds: z.ZodType<number>;
  readonly resolution: z.ZodType<CheckedRequest['resolution']>;
}>;

/** A model that Reelwork does not know by itself, at a gateway that it knows. */
export interface ModelOptions<Id extends ModelId, Fields extends RequestFields> {
  /** `<gateway>/<name>`. */
  readonly id: Id;
  /** Whose adapter speaks for it. */
  readonly gateway: Gateway;
  /** How the gateway calls the model. @default the name in `id` */
  readonly wireName?: string;
  /** Each field with its range and, by `describe`, what is allowed in words. Use `requestFields` for those that other models have. */
  readonly request: Fields;
  /** What an order says to the gateway beside the model's name. Links are signed already. */
  readonly toBody: (request: z.output<Fields>) => object;
  /** What is particular to the model; the rest holds for all models of its gateway. */
  readonly capabilities: Pick<ModelFacts, 'kind'> &
    Partial<Pick<ModelFacts, 'typicalSeconds' | 'retentionSeconds' | 'linkSeconds' | 'limits'>>;
  /** @default unknown, which is never taken for zero */
  readonly price?: ModelPrice;
}

/** A defined model, for `createWorker({ models })` and `new VideoClient({ models })`. */
export interface ModelDefinition<Id extends ModelId = ModelId, Input = unknown> {
  readonly id: Id;
  readonly facts: ModelFacts;
  readonly request: RequestSchema & z.ZodType<CheckedRequest, Input>;
  readonly wireName: string;
  readonly toBody: (request: CheckedRequest) => object;
  readonly price: ModelPrice | undefined;
}

/** A request of a defined model, as a caller writes it. */
export type DefinedRequestInput<Definition> =
  Definition extends ModelDefinition<infer Id, infer Input>
    ? Input & { readonly model: Id; readonly account?: string | undefined }
    : never;

const seconds = z.number().positive('a number of seconds above 0');

const rate = z.number().positive('a number above 0');

/** What types can't say of a definition. */
const definition = z.object({
  id: z
    .string()
    .regex(/^[^/]+\/[a-z0-9][a-z0-9._-]{0,79}$/, "'<gateway>/<name>', the name of small letters, digits, dots, _ and -")
    .refine((id) => !isKnownModel(id), 'an id that Reelwork does not know yet'),
  gateway: z.enum(gateways),
  capabilities: z.strictObject({
    kind: z.enum(['text-to-video', 'image-to-video', 'reference-to-video']),
    typicalSeconds: seconds.optional(),
    retentionSeconds: seconds.optional(),
    linkSeconds: seconds.optional(),
    limits: z
      .strictObject({ submitsPerSecond: rate, readsPerSecond: rate.optional(), running: z.int().positive() })
      .optional(),
  }),
  price: modelPrice.optional(),
});

/**
 * Defines a model that Reelwork does not know by itself. It is ordered, awaited, kept and priced as all others are.
 * Throws a `TypeError` that names what can't be right.
 */
export function defineModel<const Id extends ModelId, Fields extends RequestFields>(
  options: ModelOptions<Id, Fields>,
): ModelDefinition<Id, z.input<Fields>> {
  const { id, gateway, wireName, request, toBody, capabilities, price } = options;
  const checked = definition.safeParse({ id, gateway, capabilities, price });
  const issue = checked.error?.issues[0];
  if (issue !== undefined) throw wrong(id, issue.path.join('.'), issue.message);
  if (gatewayOf(id) !== gateway) throw wrong(id, 'id', `'${gateway}/<name>' for a model of this gateway`);
  for (const field of ['durationSeconds', 'resolution'] as const) {
    if (!(field in request.shape)) throw wrong(id, `request.${field}`, 'a field that every request has');
  }
  return {
    id,
    facts: { ...gatewayFacts[gateway], ...capabilities },
    request: request.strict().safeExtend({ model: z.literal(id), account: fields.account }) as never,
    wireName: wireName ?? nameAtGateway(id),
    toBody: toBody as ModelDefinition['toBody'],
    price,
  };
}

const wrong = (id: string, field: string, allowed: string) =>
  new TypeError(`defineModel('${id}'): ${field}; allowed: ${allowed}`);
