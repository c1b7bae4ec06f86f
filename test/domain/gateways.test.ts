import { expect, test } from 'vitest';
import { byGateway, gatewayFacts, gateways } from '../../src/domain/gateways.js';
import { gatewayOf, knownModelIds, models } from '../../src/domain/models.js';

test('every gateway is named in its facts as in the table', () => {
  expect(byGateway((gateway) => gatewayFacts[gateway].gateway)).toEqual(
    Object.fromEntries(gateways.map((gateway) => [gateway, gateway])),
  );
});

test.each(knownModelIds)('%s has the facts of the gateway that its id names', (model) => {
  expect(models[model].gateway).toBe(gatewayOf(model));
});
