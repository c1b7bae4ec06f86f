import type { Gateway, KnownAt } from '../domain/models.js';
import { createAimlapi } from './aimlapi/index.js';
import { createDashscope } from './dashscope/index.js';
import { createEvolink } from './evolink/index.js';
import type { GatewayAdapter } from './video-model.js';
import { createVtrix } from './vtrix/index.js';

const factories = {
  evolink: createEvolink,
  vtrix: createVtrix,
  aimlapi: createAimlapi,
  dashscope: createDashscope,
} as const satisfies { readonly [Of in Gateway]: (options: never) => GatewayAdapter<KnownAt<Of>> };

/** What a gateway needs to be reached. */
export type AdapterOptions<Of extends Gateway> = Parameters<(typeof factories)[Of]>[0];

/** How each gateway is spoken to. A gateway of the domain without an adapter does not compile. */
export const adapters: { readonly [Of in Gateway]: (options: AdapterOptions<Of>) => GatewayAdapter<KnownAt<Of>> } =
  factories;
