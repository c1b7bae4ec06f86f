import { termsInWords } from '../domain/budget.js';
import { inWords } from '../domain/money.js';
import { gatewayOf } from '../domain/models.js';
import { createObjectKeys } from '../domain/object-keys.js';
import type { GenerationPolicy } from '../domain/policy.js';
import type { CheckedRequest } from '../domain/requests/index.js';
import { knownModels } from '../domain/requests/model-catalogue.js';
import { parsePricedOptions } from '../domain/requests/parse-priced-options.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { RequestError } from '../domain/requests/request-error.js';
import { isAuto, noModel } from '../domain/requests/takers.js';
import { offersFor } from '../pricing/offers.js';
import { quote } from '../pricing/quote.js';
import { createGatewayAccounts, submitterFor } from '../providers/gateway-accounts.js';
import type { Config } from '../config.js';
import { accountsToLookAt, marketOf, pricesOf } from './configured-gateways.js';

interface DryOrder {
  readonly id: string;
  readonly request: unknown;
  readonly options: unknown;
}

/** What `generate` would send, spend and store. Asks nobody and starts nothing. */
export function dryRun({ id, request: given, options }: DryOrder, config: Config) {
  const request = isAuto(given) ? preferred(given, options, config) : parseRequest(given);
  const price = quote(request, pricesOf(config));
  const policy = parsePricedOptions(options, price);
  const accounts = createGatewayAccounts(accountsToLookAt(config));
  const callbackUrl =
    knownModels.find(request.model)?.facts.callbacks === true && config.CALLBACK_PUBLIC_URL !== undefined
      ? `${config.CALLBACK_PUBLIC_URL.replace(/\/+$/, '')}/callbacks/<signed for this submission>`
      : undefined;
  const submitter = submitterFor(accounts, request.model, request.account);
  if (submitter === undefined) throw noSuchAccount(request, config);
  const { url, body } = submitter.adapter.wireRequest(request, { callbackUrl });
  const key = createObjectKeys(config.S3_PREFIX).video(id);
  const destination = `s3://${config.S3_BUCKET ?? '<S3_BUCKET>'}/${key}`;
  const document = {
    id,
    state: 'dry-run',
    model: request.model,
    method: 'POST',
    url,
    body,
    price,
    destination,
    policy,
  };
  const text = [
    `POST ${url}`,
    JSON.stringify(body, null, 2),
    `price: ${price.amount === null ? '' : 'at most '}${inWords(price)} for each order`,
    `destination: ${destination}`,
    ...describePolicy(policy),
  ].join('\n');
  return { document, text };
}

/** The request as the first model gets it that Reelwork would choose. */
function preferred(given: object, options: unknown, config: Config): CheckedRequest {
  const { offers, declined } = offersFor(given, options, marketOf(config));
  const [first] = offers;
  if (first === undefined) throw noModel(declined);
  return first.request;
}

/** Labels of accounts are known only where their keys are. */
function noSuchAccount({ model, account }: CheckedRequest, { accounts }: Config): RequestError {
  const labels = accounts[gatewayOf(model)].map((configured) => configured.account);
  return new RequestError([
    { field: 'account', given: `'${account}'`, allowed: `here: ${labels.join(', ')}`, acceptedBy: [] },
  ]);
}

/** What becomes of the order where things go wrong, in words. */
function describePolicy({ whenUnknown, whenHeld, maxSubmissions, budgets = [] }: GenerationPolicy) {
  const { askSeconds, then, maxRisk } = whenUnknown;
  const asked = askSeconds === null || then === 'ask' ? 'a person is asked' : `a person is asked for ${askSeconds} s`;
  const limit = maxRisk && ` while no more than ${maxRisk.amount} ${maxRisk.currency} are at risk`;
  const deed = then === 'ask' ? '' : `, then: ${then}${limit ?? ''}`;
  return [
    `when its outcome is unknown: ${asked}${deed}`,
    `when the account can't order: ${whenHeld}`,
    `ordered at most ${maxSubmissions} times when the gateway fails it by its own fault`,
    ...budgets.map((budget) => `each order counts against budget ${budget.name}: ${termsInWords(budget)}`),
  ];
}
