import { allowedFor, fieldsOf } from '../../domain/requests/parse-request.js';
import { models as facts, isModelId, type ModelId } from '../../domain/models.js';
import { knownPrices, type PriceList } from '../../pricing/price-list.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { toTable } from '../table.js';

/** A model with everything a caller may want to know, as plain data. */
function describeModel(id: ModelId, prices: PriceList) {
  const { kind, gateway, typicalSeconds, callbacks } = facts[id];
  const schemas = fieldsOf(id);
  const fields = Object.keys(schemas)
    .filter((name) => name !== 'model')
    .map((name) => ({
      name,
      required: schemas[name]?.safeParse(undefined).success === false,
      allowed: allowedFor(id, name),
    }));
  return { id, kind, gateway, typicalSeconds, callbacks, fields, price: prices[id] ?? null };
}

export const models: CliCommand = {
  name: 'models',
  summary: 'list every model with its fields, their ranges and its price',

  run: async ({ config, print }) => {
    const prices = config().REELWORK_PRICES ?? knownPrices;
    const described = Object.keys(facts)
      .filter(isModelId)
      .map((id) => describeModel(id, prices));
    const text = described.map(({ id, kind, typicalSeconds, fields, price }) => {
      const perSecond =
        price === null
          ? 'price unknown'
          : `${price.perSecond['720p']} (720p) or ${price.perSecond['1080p']} (1080p) ${price.currency} a second`;
      const rows = fields.map(({ name, required, allowed }) => [`  ${name}`, required ? 'required' : '', allowed]);
      return `${id} · ${kind} · about ${typicalSeconds} s · ${perSecond}\n${toTable(['  field', '', 'allowed'], rows)}`;
    });
    print({ models: described }, text.join('\n\n'));
    return exitCodes.done;
  },
};
