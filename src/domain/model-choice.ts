import type { ModelFacts, ModelId } from './models.js';

/** What stands in a request for a model that its caller leaves to Reelwork. */
export const autoModel = 'auto';

/** What a caller who leaves the model to Reelwork wants of it. */
export interface AutoConstraints {
  /** The models to choose from, the preferred first; without it all whose price is known, the cheapest first. */
  readonly among?: readonly string[] | undefined;
  /** Whether its gateway must call back, and be told where. */
  readonly needsCallback?: boolean | undefined;
}

/** A model that may serve a request, with what is known of it. */
export interface ModelChoice {
  readonly model: ModelId;
  readonly facts: ModelFacts;
}

/** A model that may not, and why: a phrase without its full stop. */
export interface DeclinedModel {
  readonly model: ModelId;
  readonly because: string;
}
