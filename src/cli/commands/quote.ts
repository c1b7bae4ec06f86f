import { keyVariable } from '../../config/gateway-variables.js';
import type { Config } from '../../config.js';
import { inWords } from '../../domain/money.js';
import { isModelId, models, type ModelId } from '../../domain/models.js';
import { RequestError, type RequestIssue } from '../../domain/requests/request-error.js';
import { takeRequest, type Taken } from '../../domain/requests/take-request.js';
import { knownPrices, type PriceList } from '../../pricing/price-list.js';
import { quote as priceOf } from '../../pricing/quote.js';
import type { CliCommand } from '../command.js';
import { payersOf } from '../configured-gateways.js';
import { exitCodes } from '../exit-codes.js';
import { addRequestOptions, toRequest, type RequestOptions } from '../request-options.js';
import { toTable } from '../table.js';

/** A model that takes the request, with what it would cost at most, and the accounts here that have a key to pay it. */
const offerOf = ({ model, request }: Extract<Taken, { request: object }>, config: Config, prices: PriceList) => {
  const { typicalSeconds, callbacks } = models[model];
  return { model, price: priceOf(request, prices), typicalSeconds, callbacks, accounts: payersOf(request, config) };
};

/** Which fields a model does not honour: the rest of a message would be the same in each row. */
const inOneLine = (issues: readonly RequestIssue[]): string =>
  issues.map(({ field, given, allowed }) => `${field}: ${given}; allowed: ${allowed}`).join(' · ');

export const quote: CliCommand<RequestOptions> = {
  name: 'quote',
  summary: 'print what a request would cost with each model that takes it, and why the others do not',
  configure: (command) => void addRequestOptions(command, { model: 'only this one' }),

  async run({ config: readConfig, print }, options) {
    const config = readConfig();
    const prices = config.REELWORK_PRICES ?? knownPrices;
    const taken = candidatesFor(options.model).map((model) => takeRequest(model, toRequest(options)));
    const offers = taken.flatMap((each) => ('request' in each ? [offerOf(each, config, prices)] : []));
    const refused = taken.flatMap((each) => ('issues' in each ? [each] : []));
    const rows = offers.map(({ model, price, typicalSeconds, callbacks, accounts }) => [
      model,
      `${price.amount === null ? '' : 'at most '}${inWords(price)}`,
      `about ${typicalSeconds} s`,
      callbacks ? 'calls back' : '',
      accounts.length > 0 ? accounts.join(', ') : `${keyVariable(models[model].gateway, options.account)} is not set`,
    ]);
    const lines = [
      ...(rows.length === 0
        ? ['No model takes this request.']
        : [toTable(['model', 'price', 'takes', '', 'keys here'], rows)]),
      ...refused.map(({ model, issues }) => `not ${model}: ${inOneLine(issues)}`),
    ];
    print({ offers, refused }, lines.join('\n'));
    return offers.length === 0 ? exitCodes.wrongUsage : exitCodes.done;
  },
};

/** All models, or the one that is named. Throws a `RequestError` for a name that no model has. */
function candidatesFor(model: string | undefined): readonly ModelId[] {
  const all = Object.keys(models).filter(isModelId);
  if (model === undefined) return all;
  if (isModelId(model)) return [model];
  throw new RequestError([{ field: 'model', given: `'${model}'`, allowed: all.join(', '), acceptedBy: [] }]);
}
