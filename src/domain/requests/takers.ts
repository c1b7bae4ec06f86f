import { autoModel, type AutoConstraints, type DeclinedModel } from '../model-choice.js';
import type { ModelFacts, ModelId } from '../models.js';
import { describe } from './describe-value.js';
import type { CheckedRequest } from './index.js';
import { knownModels, type ModelCatalogue, type OrderableModel } from './model-catalogue.js';
import { parseRequest } from './parse-request.js';
import { RequestError, type RequestIssue } from './request-error.js';

/** A model that takes a request, and the request with its defaults. */
export interface Taker {
  readonly model: ModelId;
  readonly facts: ModelFacts;
  readonly request: CheckedRequest;
}

/** The models of a catalogue that take a request, and those that don't. */
export interface Takers {
  readonly takers: readonly Taker[];
  readonly declined: readonly DeclinedModel[];
}

/**
 * Holds a request against models, whichever model it names; the takers stand in the order of `among`. No field is
 * dropped: a model that lacks one is no taker. Throws a `RequestError` for a name that no model has.
 */
export function takersOf(
  request: object,
  { among, needsCallback = false }: AutoConstraints = {},
  catalogue: ModelCatalogue = knownModels,
): Takers {
  const takers: Taker[] = [];
  const declined: DeclinedModel[] = [];
  for (const { id: model, facts } of among === undefined ? catalogue.all : modelsOf(among, catalogue)) {
    if (needsCallback && !facts.callbacks) {
      declined.push({ model, because: 'its gateway does not call back' });
      continue;
    }
    try {
      takers.push({ model, facts, request: parseRequest({ ...request, model }, catalogue) });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      declined.push({ model, because: inOneLine(error.issues) });
    }
  }
  return { takers, declined };
}

/** That a request leaves the model to Reelwork, and none may serve it: why not, model by model. */
export const noModel = (declined: readonly DeclinedModel[]): RequestError =>
  new RequestError([
    {
      field: 'model',
      given: `'${autoModel}'`,
      allowed: [
        'a request that some model takes',
        ...declined.map(({ model, because }) => `not ${model}: ${because}`),
      ].join('\n  '),
      acceptedBy: [],
    },
  ]);

/** Whether a request leaves the model to Reelwork. */
export const isAuto = (request: unknown): request is { readonly model: typeof autoModel } =>
  typeof request === 'object' && request !== null && (request as { model?: unknown }).model === autoModel;

function modelsOf(among: readonly string[], catalogue: ModelCatalogue): OrderableModel[] {
  const strange = among.filter((id) => catalogue.find(id) === undefined);
  if (strange.length > 0) {
    throw new RequestError(
      strange.map((id) => ({
        field: 'auto.among',
        given: describe(id),
        allowed: catalogue.ids.join(', '),
        acceptedBy: [],
      })),
    );
  }
  return [...new Set(among)].map((id) => catalogue.find(id)).filter((model) => model !== undefined);
}

/** What is wrong with a request, in one line. */
export const inOneLine = (issues: readonly RequestIssue[]): string =>
  issues.map(({ field, given, allowed }) => `${field}: ${given}; allowed: ${allowed}`).join(' · ');
