import { models } from '../domain/models.js';
import { createObjectKeys } from '../domain/object-keys.js';
import { parseRequest } from '../domain/requests/parse-request.js';
import { knownPrices } from '../pricing/price-list.js';
import { quote } from '../pricing/quote.js';
import { createGatewayAccounts, submitterFor } from '../providers/gateway-accounts.js';
import type { Config } from '../config.js';
import { showMoney } from './show-money.js';

/** What `generate` would send, spend and store. Asks nobody and starts nothing. */
export function dryRun(id: string, given: unknown, config: Config) {
  const request = parseRequest(given);
  const accounts = createGatewayAccounts({
    evolink: { apiKey: 'not needed to look', baseUrl: config.EVOLINK_BASE_URL },
  });
  const callbackUrl =
    models[request.model].callbacks && config.CALLBACK_PUBLIC_URL !== undefined
      ? `${config.CALLBACK_PUBLIC_URL.replace(/\/+$/, '')}/callbacks/<signed for this submission>`
      : undefined;
  const submitter = submitterFor(accounts, request.model);
  if (submitter === undefined) throw new Error(`no adapter for ${request.model}`);
  const { url, body } = submitter.adapter.wireRequest(request, { callbackUrl });
  const price = quote(request, config.REELWORK_PRICES ?? knownPrices);
  const key = createObjectKeys(config.S3_PREFIX).video(id);
  const destination = `s3://${config.S3_BUCKET ?? '<S3_BUCKET>'}/${key}`;
  const document = { id, state: 'dry-run', model: request.model, method: 'POST', url, body, price, destination };
  const text = `POST ${url}\n${JSON.stringify(body, null, 2)}\nprice: at most ${showMoney(price)}\ndestination: ${destination}`;
  return { document, text };
}
