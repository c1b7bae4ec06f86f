import type { ModelDefinition } from '../../domain/requests/define-model.js';
import type { CheckedRequest } from '../../domain/requests/index.js';
import { createModelCatalogue } from '../../domain/requests/model-catalogue.js';
import { parseRequest } from '../../domain/requests/parse-request.js';
import { createGatewayAccounts, submitterFor } from '../../providers/gateway-accounts.js';
import { conformanceCases } from './index.js';
import type { ConformanceCase, Subject } from './subject.js';

/** How a model of `defineModel` is tried. */
export interface DefinedSubject {
  readonly definition: ModelDefinition;
  /** A request that is right; `model` may be left out. */
  readonly request: object;
  /** The model of the same gateway, by its name there, as whose orders the emulator reads this one's. */
  readonly like: string;
  /**
   * With which values a field is tried, where the model of `like` does not take those that its schema suggests; with an
   * empty list it is not tried. @default those that its schema suggests
   */
  readonly values?: Subject<CheckedRequest>['values'];
}

/** The conformance cases of a model that a user has defined: `test.each(definedModelCases({ … }))('$name', ({ run }) => run())`. */
export function definedModelCases({ definition, request, like, values }: DefinedSubject): readonly ConformanceCase[] {
  const { id, facts, wireName } = definition;
  const { gateway } = facts;
  return conformanceCases({
    facts,
    request: parseRequest({ ...request, model: id }, createModelCatalogue([definition])),
    schema: definition.request,
    values,
    adapterAt(options) {
      const submitter = submitterFor(createGatewayAccounts({ [gateway]: options }, [definition]), id);
      if (submitter === undefined) throw new TypeError(`no adapter of ${gateway} speaks for ${id}`);
      return submitter.adapter;
    },
    emulator: { models: { [gateway]: { [wireName]: like } } },
  });
}
