import { describe, test } from 'vitest';
import { isKnownModel, models, type KnownModelId } from '../../../src/domain/models.js';
import { knownModels } from '../../../src/domain/requests/model-catalogue.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { createGatewayAccounts, submitterFor } from '../../../src/providers/gateway-accounts.js';
import { createVtrix } from '../../../src/providers/index.js';
import { conformanceCases } from '../../../src/testing/conformance/index.js';
import { aRequestOf } from '../../helpers/a-request-of.js';

const subjectOf = (model: KnownModelId) => ({
  facts: models[model],
  request: parseRequest(aRequestOf(model)),
  schema: knownModels.find(model)!.request,
});

describe.each(Object.keys(models).filter(isKnownModel))('%s', (model) => {
  const subject = subjectOf(model);
  const { gateway } = subject.facts;
  const cases = conformanceCases({
    ...subject,
    adapterAt: (options) => submitterFor(createGatewayAccounts({ [gateway]: options }), model)!.adapter,
  });
  test.concurrent.each(cases)('$name', ({ run }) => run());
});

describe('vtrix/wan26_t2v, its orders wrapped', () => {
  const cases = conformanceCases({
    ...subjectOf('vtrix/wan26_t2v'),
    adapterAt: (options) => createVtrix({ ...options, body: 'wrapped' }).known['vtrix/wan26_t2v'] as never,
    emulator: { wrappedBodies: 'accepted' },
  });
  test.concurrent.each(cases)('$name', ({ run }) => run());
});
