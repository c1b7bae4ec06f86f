import type { ModelChoice } from '../domain/model-choice.js';
import type { ModelId } from '../domain/models.js';

/** Why an order is not placed with a model: `now` may pass, `ever` does not. */
export type Declined = 'now' | 'ever';

/** The models for one request, where its caller has left the choice to Reelwork. */
export interface Failover {
  /** Which others there are: `untried` ones, or only such as could not take the order either. */
  others(): 'untried' | 'tried' | undefined;
  /** Turns away from a model; gives the one to go on with, or `undefined` to stay with it and wait. */
  next(from: ModelId, declined: Declined): ModelChoice | undefined;
  /** A model was turned to for another reason. */
  turnedTo(model: ModelId): void;
}

/** Goes through the models in their order; when none can now, it goes back to the preferred one, and stays with it. */
export function createFailover(choices: readonly ModelChoice[]): Failover {
  let left = choices;
  let untried = choices.slice(1);
  const without = (from: readonly ModelChoice[], id: ModelId) => from.filter(({ model }) => model !== id);

  return {
    others: () => (untried.length > 0 ? 'untried' : left.length > 1 ? 'tried' : undefined),
    next(from, declined) {
      if (declined === 'ever') left = without(left, from);
      const to = untried[0] ?? left[0];
      untried = untried.slice(1);
      return to?.model === from ? undefined : to;
    },
    turnedTo(model) {
      untried = without(untried, model);
    },
  };
}
