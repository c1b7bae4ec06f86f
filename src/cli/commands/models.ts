import { knownModels, type OrderableModel } from '../../domain/requests/model-catalogue.js';
import { allowedFor } from '../../domain/requests/parse-request.js';
import type { ModelPrice } from '../../domain/requests/model-price.js';
import type { Prices } from '../../pricing/prices.js';
import { pricesOf } from '../configured-gateways.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { toTable } from '../table.js';

/** A model with everything a caller may want to know, as plain data. */
function describeModel(model: OrderableModel, prices: Prices) {
  const { id, facts, request } = model;
  const { kind, gateway, typicalSeconds, callbacks, lookUp, cancels, ...further } = facts;
  const { refundsFailures, retentionSeconds, ...documented } = further;
  const schemas = request.shape;
  const fields = Object.keys(schemas)
    .filter((name) => name !== 'model')
    .map((name) => ({
      name,
      required: schemas[name]?.safeParse(undefined).success === false,
      allowed: allowedFor(model, name),
    }));
  return {
    id,
    kind,
    gateway,
    typicalSeconds,
    callbacks,
    lookUp,
    cancels,
    refundsFailures,
    retentionSeconds,
    linkSeconds: documented.linkSeconds ?? null,
    limits: documented.limits ?? null,
    fields,
    price: prices({ model: id }) ?? null,
  };
}

function inWords(price: ModelPrice | null): string {
  if (price === null) return 'price unknown';
  const { '720p': small = 'unknown', '1080p': large = 'unknown' } = price.perSecond;
  return `${small} (720p) or ${large} (1080p) ${price.currency} a second`;
}

export const models: CliCommand = {
  name: 'models',
  summary: 'list every model with its fields, their ranges and its price',

  run: async ({ config, print }) => {
    const prices = pricesOf(config());
    const described = knownModels.all.map((model) => describeModel(model, prices));
    const text = described.map(({ id, kind, typicalSeconds, fields, price, ...model }) => {
      const rows = fields.map(({ name, required, allowed }) => [`  ${name}`, required ? 'required' : '', allowed]);
      return [
        `${id} · ${kind} · about ${typicalSeconds} s · ${inWords(price)}`,
        `  calls back: ${model.callbacks ? 'yes' : 'no'} · finds lost orders by: ${model.lookUp} · cancels: ${model.cancels} · refunds failures: ${model.refundsFailures ? 'yes' : 'untold'}`,
        toTable(['  field', '', 'allowed'], rows),
      ].join('\n');
    });
    print({ models: described }, text.join('\n\n'));
    return exitCodes.done;
  },
};
