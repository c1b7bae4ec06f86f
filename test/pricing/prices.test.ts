import { expect, test } from 'vitest';
import { parseRequest } from '../../src/domain/requests/parse-request.js';
import { knownModels } from '../../src/domain/requests/model-catalogue.js';
import { offersFor } from '../../src/pricing/offers.js';
import { knownPrices, type PriceList } from '../../src/pricing/price-list.js';
import { createPrices } from '../../src/pricing/prices.js';
import { quote } from '../../src/pricing/quote.js';

const addresses: Readonly<Record<string, string>> = {
  singapore: 'https://dashscope-intl.aliyuncs.com/',
  beijing: 'https://dashscope.aliyuncs.com',
  virginia: 'https://dashscope-us.aliyuncs.com',
  proxied: 'https://proxy.example.com/dashscope',
  emulated: 'http://127.0.0.1:8790',
};
const pricesWith = (given: PriceList) => createPrices(given, (_, account) => addresses[account]);
const prices = pricesWith({});

const model = 'dashscope/wan2.6-t2v';
const priced = (account: string | undefined, request: object = {}, list = prices) =>
  quote(parseRequest({ model, prompt: 'A cat', durationSeconds: 5, account, ...request }), list);

const usd = (amount: string) => ({ amount, currency: 'USD', basis: 'quoted' });
const cny = (amount: string) => ({ amount, currency: 'CNY', basis: 'quoted' });
const unknown = { amount: null, currency: 'USD', basis: 'unknown' };

test('each account of DashScope is priced by its region, and unknown where nobody knows the price', () => {
  expect(priced(undefined)).toEqual(usd('0.5'));
  expect(priced('singapore')).toEqual(usd('0.5'));
  expect(priced('emulated')).toEqual(usd('0.5'));
  expect(priced('beijing')).toEqual(cny('3'));
  expect(priced('beijing', { resolution: '1080p' })).toEqual(cny('5'));
  const silent = { model: 'dashscope/wan2.6-i2v-flash', imageUrl: 'https://example.com/a.png', generateAudio: false };
  expect(priced('beijing', silent)).toEqual(cny('0.75'));
  expect(priced('virginia')).toEqual(unknown);
  expect(priced('proxied')).toEqual(unknown);
});

test('a price that is given counts wherever the account is', () => {
  const given = pricesWith({ [model]: { ...knownPrices[model]!, perSecond: { '720p': '0.2' } } });
  for (const account of Object.keys(addresses)) expect(priced(account, {}, given)).toEqual(usd('1'));
});

test('other gateways have one price at every address', () => {
  expect(priced('proxied', { model: 'evolink/wan2.6-text-to-video' }).amount).toBe('25.5');
});

test('a limit in dollars, and a choice by price, go by what is paid in the account’s region', () => {
  const cat = { model: 'auto', prompt: 'A cat', durationSeconds: 5, resolution: '720p', seed: 1 };
  const market = { models: knownModels, prices, asksForCallbacks: true, isServed: () => true };
  const offersOf = (account: string, maxPrice?: string) =>
    offersFor({ ...cat, account }, { maxPrice }, market).offers.map((offer) => offer.model);
  expect(offersOf('singapore', '1 USD')).toEqual([model]);
  expect(offersOf('beijing', '1 USD')).toEqual([]);
  expect(offersOf('beijing', '3 CNY')).toEqual([model]);
  expect(offersOf('virginia')).toEqual([]);
});
