import type { Gateway } from '../domain/models.js';
import type { ModelPrice } from '../domain/requests/model-price.js';
import { knownPrices, type PriceList } from './price-list.js';

const beijingPrice: ModelPrice = {
  currency: 'CNY',
  perSecond: { '720p': '0.6', '1080p': '1' },
  source: "Alibaba Cloud Model Studio's price list for Beijing",
  date: '2026-09-30',
};

const beijingFlashPrice: ModelPrice = {
  ...beijingPrice,
  perSecond: { '720p': '0.3', '1080p': '0.5' },
  silentPerSecond: { '720p': '0.15', '1080p': '0.25' },
};

/** DashScope's prices by the region's address. Nobody has seen those of the other regions. */
const dashscopePrices: ReadonlyMap<string, PriceList> = new Map([
  ['https://dashscope-intl.aliyuncs.com', knownPrices],
  [
    'https://dashscope.aliyuncs.com',
    {
      'dashscope/wan2.6-t2v': beijingPrice,
      'dashscope/wan2.6-i2v': beijingPrice,
      'dashscope/wan2.6-i2v-flash': beijingFlashPrice,
      'dashscope/wan2.6-r2v': beijingPrice,
      'dashscope/wan2.6-r2v-flash': beijingFlashPrice,
    },
  ],
]);

/**
 * The prices known of a gateway that is reached at this address, its default one where there is none. DashScope has
 * prices of its own in each region. Without TLS no gateway is reached: what is there stands in for the default address.
 */
export function knownPricesAt(gateway: Gateway, baseUrl: string | undefined): PriceList {
  if (gateway !== 'dashscope' || baseUrl === undefined || baseUrl.startsWith('http:')) return knownPrices;
  return dashscopePrices.get(new URL(baseUrl).origin) ?? {};
}
