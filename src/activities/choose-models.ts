import type { DeclinedModel, ModelChoice } from '../domain/model-choice.js';
import { noModel, isAuto } from '../domain/requests/takers.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { RequestError } from '../domain/requests/request-error.js';
import { offersFor } from '../pricing/offers.js';
import { factsOf, marketOf, type ActivityDependencies } from './dependencies.js';
import { invalidRequest, permanentFailure } from './failure.js';
import { orderingOwner } from './owner.js';

/** A request as given, and what its caller has decided beforehand. */
export interface ModelQuestion {
  readonly request: unknown;
  readonly options?: unknown;
}

/** At least one model that may serve the request, the preferred first, and why the others may not. */
export interface ModelAnswer {
  readonly choices: readonly [ModelChoice, ...ModelChoice[]];
  readonly declined: readonly DeclinedModel[];
}

/**
 * Which models may serve a request, before anything is paid for. Ends the generation where there is none: runs may be
 * started by clients that check nothing, or that know a model which this worker does not.
 */
export const createChooseModels = (dependencies: ActivityDependencies) =>
  async function chooseModels({ request, options }: ModelQuestion): Promise<ModelAnswer> {
    orderingOwner();
    const { models } = dependencies;
    try {
      if (!isAuto(request)) {
        assertKnown(request, dependencies);
        const { model } = parseRequest(request, models);
        return { choices: [{ model, facts: factsOf(dependencies, model) }], declined: [] };
      }
      const { offers, declined } = offersFor(request, options, marketOf(dependencies));
      const [preferred, ...others] = offers.map(({ model, facts }) => ({ model, facts }));
      if (preferred === undefined) throw noModel(declined);
      return { choices: [preferred, ...others], declined };
    } catch (error) {
      throw error instanceof RequestError ? invalidRequest(error) : error;
    }
  };

function assertKnown(request: unknown, { models }: Pick<ActivityDependencies, 'models'>): void {
  const { model } = (request ?? {}) as { readonly model?: unknown };
  if (typeof model !== 'string' || models.find(model) !== undefined) return;
  throw permanentFailure({
    code: 'MODEL_UNKNOWN',
    message: `this worker does not know the model '${model.slice(0, 120)}'; it knows: ${models.ids.join(', ')}`,
    billed: 'no',
  });
}
