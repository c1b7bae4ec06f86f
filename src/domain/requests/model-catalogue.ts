import { knownModelIds, models, type ModelFacts, type ModelId } from '../models.js';
import { requestSchemas } from './index.js';
import type { ModelDefinition, RequestSchema } from './define-model.js';

/** A model that can be ordered. */
export interface OrderableModel {
  readonly id: ModelId;
  readonly facts: ModelFacts;
  readonly request: RequestSchema;
}

/** The models that can be ordered here: those that Reelwork knows by itself, and those that a user has defined. */
export interface ModelCatalogue {
  readonly all: readonly OrderableModel[];
  readonly ids: readonly ModelId[];
  /** The model of this id. Takes anything: requests also come from foreign clients. */
  find(id: unknown): OrderableModel | undefined;
}

/** Those that Reelwork knows, with these beside them. Throws where two have the same id. */
export function createModelCatalogue(defined: readonly ModelDefinition[]): ModelCatalogue {
  const byId = new Map<unknown, OrderableModel>();
  for (const id of knownModelIds) byId.set(id, { id, facts: models[id], request: requestSchemas[id] });
  for (const { id, facts, request } of defined) {
    if (byId.has(id)) throw new TypeError(`models: '${id}' is defined twice`);
    byId.set(id, { id, facts, request });
  }
  const all = [...byId.values()];
  return { all, ids: all.map(({ id }) => id), find: (id) => byId.get(id) };
}

/** Those that Reelwork knows by itself. */
export const knownModels: ModelCatalogue = createModelCatalogue([]);
