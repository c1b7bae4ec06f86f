import { keyVariable } from '../../config/gateway-variables.js';
import type { DeclinedModel } from '../../domain/model-choice.js';
import { gatewayOf } from '../../domain/models.js';
import { inWords } from '../../domain/money.js';
import { knownModels } from '../../domain/requests/model-catalogue.js';
import { parseOptions } from '../../domain/requests/parse-options.js';
import { priceIssues } from '../../domain/requests/parse-priced-options.js';
import { unknownModel } from '../../domain/requests/parse-request.js';
import { inOneLine as issuesInOneLine, isAuto, takersOf } from '../../domain/requests/takers.js';
import { offersFor, type Offers } from '../../pricing/offers.js';
import { quote as priceOf } from '../../pricing/quote.js';
import type { Config } from '../../config.js';
import { marketOf, payersOf, pricesOf } from '../configured-gateways.js';
import type { CliCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { addPolicyOptions, toGenerationOptions, type PolicyOptions } from '../policy-options.js';
import { addRequestOptions, toRequest, type RequestOptions } from '../request-options.js';
import { toTable } from '../table.js';

type QuoteOptions = RequestOptions & PolicyOptions;

export const quote: CliCommand<QuoteOptions> = {
  name: 'quote',
  summary: 'print what a request would cost with each model that takes it, and why the others do not',
  configure: (command) =>
    void addPolicyOptions(addRequestOptions(command, { model: 'only this one; auto: in the order of choice' })),

  async run({ config: readConfig, print }, options) {
    const config = readConfig();
    const { offers, declined } = offersOf(options, config);
    const described = offers.map(({ model, facts, price, request }) => {
      const { typicalSeconds, callbacks } = facts;
      return { model, price, typicalSeconds, callbacks, accounts: payersOf(request, config) };
    });
    const rows = described.map(({ model, price, typicalSeconds, callbacks, accounts }) => [
      model,
      `${price.amount === null ? '' : 'at most '}${inWords(price)}`,
      `about ${typicalSeconds} s`,
      callbacks ? 'calls back' : '',
      accounts.length > 0 ? accounts.join(', ') : `${keyVariable(gatewayOf(model), options.account)} is not set`,
    ]);
    const lines = [
      ...(rows.length === 0
        ? ['No model takes this request.']
        : [toTable(['model', 'price', 'takes', '', 'keys here'], rows)]),
      ...declined.map(inOneLine),
    ];
    print({ offers: described, declined }, lines.join('\n'));
    return offers.length === 0 ? exitCodes.wrongUsage : exitCodes.done;
  },
};

const inOneLine = ({ model, because }: DeclinedModel): string => `not ${model}: ${because}`;

/** What `auto` would choose from; else all models, or the one that is named. */
function offersOf({ model, ...options }: QuoteOptions, config: Config): Offers {
  const request = toRequest({ model, ...options });
  if (isAuto(request)) return offersFor(request, toGenerationOptions(options), marketOf(config));
  if (model !== undefined && knownModels.find(model) === undefined) throw unknownModel(model, knownModels);
  const policy = parseOptions(toGenerationOptions(options));
  const { takers, declined } = takersOf(request, { among: model === undefined ? undefined : [model] });
  const priced = takers.map((taker) => {
    const price = priceOf(taker.request, pricesOf(config));
    return { ...taker, price, issues: priceIssues(policy, price) };
  });
  return {
    offers: priced.filter(({ issues }) => issues.length === 0),
    declined: [
      ...declined,
      ...priced
        .filter(({ issues }) => issues.length > 0)
        .map((taker) => ({ model: taker.model, because: issuesInOneLine(taker.issues) })),
    ],
  };
}
