import { keyVariable } from '../../config/gateway-variables.js';
import { ConfigError, type Config } from '../../config.js';
import { idRule, isCallersId } from '../../domain/ids.js';
import { gatewayOf } from '../../domain/models.js';
import type { GenerationRequest } from '../../domain/requests/index.js';
import { knownModels } from '../../domain/requests/model-catalogue.js';
import type { GenerationOptions } from '../../domain/requests/parse-options.js';
import { parseRequest, unknownModel } from '../../domain/requests/parse-request.js';
import { withoutQueries } from '../../domain/requests/request-digest.js';
import { RequestError } from '../../domain/requests/request-error.js';
import { quote } from '../../pricing/quote.js';
import { createGatewayAccounts, submitterFor } from '../../providers/gateway-accounts.js';
import { configuredGateways, pricesOf } from '../configured-gateways.js';
import { dryRun } from '../dry-run.js';
import { cheapestRequest } from './cheapest-request.js';
import { smokeInputs, type SmokeInputs } from './smoke-inputs.js';

/** How a smoke run is asked for. */
export interface SmokeOptions extends SmokeInputs {
  readonly live?: boolean;
  readonly id?: string;
  readonly yes?: boolean;
}

/** One a day and model: asked for again, it is the same generation, and nothing is paid again. */
const idOf = (model: string): string =>
  `smoke-${model.replaceAll(/[^\w.-]/g, '-')}-${new Date().toISOString().slice(0, 10)}`;

/** What a smoke run would order, and how to look at it. Nothing is asked of anybody yet. */
export function smokeOrder(name: string, { id: given, ...inputs }: SmokeOptions, config: Config) {
  const model = knownModels.find(name);
  if (model === undefined) throw unknownModel(name, knownModels);
  const id = given ?? idOf(model.id);
  if (!isCallersId(id)) throw new RequestError([{ field: 'id', given: `'${id}'`, allowed: idRule, acceptedBy: [] }]);
  const prices = pricesOf(config);
  const input = cheapestRequest(model, smokeInputs(model, inputs), prices);
  const request = parseRequest(input);
  const { amount, currency } = quote(request, prices);
  // Workers with a dearer price list must not order what somebody has said yes to at this price.
  const policy: GenerationOptions | undefined = amount === null ? undefined : { maxPrice: `${amount} ${currency}` };
  // What makes a link work may stand in its query, and is not shown.
  const { document: planned, text } = dryRun({ id, request: withoutQueries(input), options: policy }, config);
  return { id, model, input, policy, request, prices, planned, text, payer: payerOf(request, config) };
}

/** What a smoke run would order. */
export type SmokeOrder = ReturnType<typeof smokeOrder>;

/** The account that pays, with its key: without that, the finished task could not be looked at. */
function payerOf(request: GenerationRequest, config: Config) {
  const gateway = gatewayOf(request.model);
  const submitter = submitterFor(createGatewayAccounts(configuredGateways(config)), request.model, request.account);
  const configured = config.accounts[gateway].find(({ account }) => account === submitter?.account);
  if (submitter === undefined || configured?.apiKey === undefined) {
    throw new ConfigError([
      `${keyVariable(gateway, request.account)} is not set: the key that pays, as the worker has it`,
    ]);
  }
  return { gateway, adapter: submitter.adapter, apiKey: configured.apiKey, body: configured.body ?? 'documented' };
}
