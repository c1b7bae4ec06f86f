import type { ModelDefinition } from '../../domain/requests/define-model.js';
import { createModelCatalogue } from '../../domain/requests/model-catalogue.js';
import { parseRequest } from '../../domain/requests/parse-request.js';
import { createGatewayAccounts, submitterFor } from '../../providers/gateway-accounts.js';
import { conformanceCases } from './index.js';
import type { ConformanceCase } from './subject.js';

/** How a model of `defineModel` is tried. */
export interface DefinedSubject {
  readonly definition: ModelDefinition;
  /** A request that is right; `model` may be left out. */
  readonly request: object;
  /** The model of the same gateway, by its name there, as whose orders the emulator reads this one's. */
  readonly like: string;
}

/** The conformance cases of a model that a user has defined: `test.each(definedModelCases({ … }))('$name', ({ run }) => run())`. */
export function definedModelCases({ definition, request, like }: DefinedSubject): readonly ConformanceCase[] {
  const { id, facts, wireName } = definition;
  const { gateway } = facts;
  return conformanceCases({
    facts,
    request: parseRequest({ ...request, model: id }, createModelCatalogue([definition])),
    adapterAt(options) {
      const submitter = submitterFor(createGatewayAccounts({ [gateway]: options }, [definition]), id);
      if (submitter === undefined) throw new TypeError(`no adapter of ${gateway} speaks for ${id}`);
      return submitter.adapter;
    },
    emulator: { models: { [gateway]: { [wireName]: like } } },
  });
}
