import { autoModel, type AutoConstraints } from '../model-choice.js';
import type { CheckedRequest } from './index.js';
import { knownModels } from './model-catalogue.js';
import { parseRequest } from './parse-request.js';
import { RequestError } from './request-error.js';
import { isAuto, noModel, takersOf } from './takers.js';

/** What is to be ordered, whoever serves it in the end. */
export interface RequestSummary extends Pick<CheckedRequest, 'durationSeconds' | 'resolution'> {
  /** A model's id, or `auto`. */
  readonly model: string;
}

/** Throws a `RequestError` unless a request can be served: by the model that it names, or else by some model. */
export function checkRequest(
  request: unknown,
  auto: AutoConstraints | undefined,
  catalogue = knownModels,
): RequestSummary {
  if (isAuto(request)) {
    const { takers, declined } = takersOf(request, auto, catalogue);
    const [first] = takers;
    if (first === undefined) throw noModel(declined);
    return { ...first.request, model: autoModel };
  }
  const checked = parseRequest(request, catalogue);
  if (auto === undefined) return checked;
  throw new RequestError([
    {
      field: 'auto',
      given: `with model '${checked.model}'`,
      allowed: `only with model '${autoModel}'`,
      acceptedBy: [],
    },
  ]);
}
