import type { z } from 'zod';
import type { autoModel } from '../model-choice.js';
import type { KnownModelId, ModelId } from '../models.js';
import { aimlapiTextToVideo } from './aimlapi.js';
import {
  dashscopeImageToVideo,
  dashscopeImageToVideoFlash,
  dashscopeReferenceToVideo,
  dashscopeReferenceToVideoFlash,
  dashscopeTextToVideo,
} from './dashscope.js';
import { evolinkImageToVideo, evolinkReferenceVideo, evolinkTextToVideo } from './evolink.js';
import { vtrixTextToVideo } from './vtrix.js';

/** The schema of each model's request. A model of the domain without one does not compile. */
export const requestSchemas = {
  'evolink/wan2.6-text-to-video': evolinkTextToVideo,
  'evolink/wan2.6-image-to-video': evolinkImageToVideo,
  'evolink/wan2.6-reference-video-flash': evolinkReferenceVideo,
  'vtrix/wan26_t2v': vtrixTextToVideo,
  'aimlapi/wan-2-6-t2v': aimlapiTextToVideo,
  'dashscope/wan2.6-t2v': dashscopeTextToVideo,
  'dashscope/wan2.6-i2v': dashscopeImageToVideo,
  'dashscope/wan2.6-i2v-flash': dashscopeImageToVideoFlash,
  'dashscope/wan2.6-r2v': dashscopeReferenceToVideo,
  'dashscope/wan2.6-r2v-flash': dashscopeReferenceToVideoFlash,
} as const satisfies { readonly [Id in KnownModelId]: z.ZodObject<{ model: z.ZodLiteral<Id> }> };

type RequestSchemas = typeof requestSchemas;

/** A checked request: every default is filled in. */
export type RequestFor<Id extends KnownModelId> = z.output<RequestSchemas[Id]>;
/** A checked request of a model that Reelwork knows by itself. */
export type GenerationRequest = { [Id in KnownModelId]: RequestFor<Id> }[KnownModelId];

/** A request as a caller writes it: fields with a default may be left out. */
export type GenerationRequestInput = { [Id in KnownModelId]: z.input<RequestSchemas[Id]> }[KnownModelId];

/** The same, with the model left to Reelwork: whatever one of them takes. */
export type AutoRequestInput = Automatic<GenerationRequestInput>;

type Automatic<Input> = Input extends unknown ? Omit<Input, 'model'> & { readonly model: typeof autoModel } : never;

/** A request for any model, of those that users define, too. */
export type AnyRequestInput = GenerationRequestInput | AutoRequestInput | { readonly model: ModelId };

/** What every checked request has, whoever defined its model. */
export interface CheckedRequest {
  readonly model: ModelId;
  readonly durationSeconds: number;
  readonly resolution: '720p' | '1080p';
  /** The label of the account that is to pay. */
  readonly account?: string | undefined;
}
