import { describe, test } from 'vitest';
import { isKnownModel, models } from '../../../src/domain/models.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { createGatewayAccounts, submitterFor } from '../../../src/providers/gateway-accounts.js';
import { conformanceCases } from '../../../src/testing/conformance/index.js';
import { aRequestOf } from '../../helpers/a-request-of.js';

describe.each(Object.keys(models).filter(isKnownModel))('%s', (model) => {
  const facts = models[model];
  const cases = conformanceCases({
    facts,
    request: parseRequest(aRequestOf(model)),
    adapterAt: (options) => submitterFor(createGatewayAccounts({ [facts.gateway]: options }), model)!.adapter,
  });
  test.concurrent.each(cases)('$name', ({ run }) => run());
});
