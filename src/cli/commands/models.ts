import { knownModels, type OrderableModel } from '../../domain/requests/model-catalogue.js';
import { allowedFor } from '../../domain/requests/parse-request.js';
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
    orderKey: documented.orderKey ?? null,
    fields,
    price: prices({ model: id }) ?? null,
  };
}

type Described = ReturnType<typeof describeModel>;

function priceInWords({ price }: Described): string {
  if (price === null) return 'price unknown';
  const { '720p': small = 'unknown', '1080p': large = 'unknown' } = price.perSecond;
  return `${small} (720p) or ${large} (1080p) ${price.currency} a second`;
}

function limitsInWords({ limits }: Described): string {
  if (limits === null) return 'untold';
  const reads = limits.readsPerSecond === undefined ? '' : `${limits.readsPerSecond} reads a second, `;
  return `${limits.submitsPerSecond} orders a second, ${reads}${limits.running} at a time`;
}

const inHours = (seconds: number): string => `${seconds / 3600} h`;

const inWords = (model: Described): string =>
  [
    `${model.id} · ${model.kind} · about ${model.typicalSeconds} s · ${priceInWords(model)}`,
    ...(model.price === null ? [] : [`  price: ${model.price.source} (${model.price.date})`]),
    `  calls back: ${model.callbacks ? 'yes' : 'no'} · finds lost orders by: ${model.lookUp} · cancels: ${model.cancels} · refunds failures: ${model.refundsFailures ? 'yes' : 'untold'}`,
    `  is asked about tasks for: ${inHours(model.retentionSeconds)} · keeps videos for: ${model.linkSeconds === null ? 'untold' : inHours(model.linkSeconds)} · limits: ${limitsInWords(model)}`,
    `  key of an order: ${model.orderKey === null ? 'none' : `${model.orderKey.header}, honoured: ${model.orderKey.honoured}`}`,
    toTable(
      ['  field', '', 'allowed'],
      model.fields.map(({ name, required, allowed }) => [`  ${name}`, required ? 'required' : '', allowed]),
    ),
  ].join('\n');

export const models: CliCommand = {
  name: 'models',
  summary: 'list every model with its fields, their ranges and its price',

  run: async ({ config, print }) => {
    const prices = pricesOf(config());
    const described = knownModels.all.map((model) => describeModel(model, prices));
    print({ models: described }, described.map(inWords).join('\n\n'));
    return exitCodes.done;
  },
};
