import { describe, expect, test } from 'vitest';
import { parsePricedOptions } from '../../../src/domain/requests/parse-priced-options.js';
import { parseOptions } from '../../../src/domain/requests/parse-options.js';

describe('the options of a generation', () => {
  test.for([
    [undefined, { whenUnknown: { askSeconds: null, then: 'ask' }, whenHeld: 'wait', maxSubmissions: 1 }],
    [{ whenUnknown: 'ask' }, { whenUnknown: { askSeconds: null, then: 'ask' } }],
    [{ whenUnknown: 'fail' }, { whenUnknown: { askSeconds: 0, then: 'fail' } }],
    [
      { whenUnknown: 'resubmit', whenHeld: 'fail' },
      { whenUnknown: { askSeconds: 0, then: 'resubmit' }, whenHeld: 'fail' },
    ],
    [{ whenUnknown: { ask: '90s', then: 'fail' } }, { whenUnknown: { askSeconds: 90, then: 'fail' } }],
    [
      { whenUnknown: { ask: '2d', then: 'resubmit', maxRisk: '2.5 USD' }, maxSubmissions: 5 },
      {
        whenUnknown: { askSeconds: 172_800, then: 'resubmit', maxRisk: { amount: '2.5', currency: 'USD' } },
        maxSubmissions: 5,
      },
    ],
    [
      {
        budgets: [
          { name: 'campaign-7', cap: '40 USD' },
          { name: 'films/nightly', cap: '5 CNY', per: 'day', timeZone: 'Asia/Tokyo' },
        ],
      },
      {
        budgets: [
          { name: 'campaign-7', cap: { amount: '40', currency: 'USD' }, per: 'ever', timeZone: 'UTC' },
          { name: 'films/nightly', cap: { amount: '5', currency: 'CNY' }, per: 'day', timeZone: 'Asia/Tokyo' },
        ],
      },
    ],
  ] as const)('%j are understood', ([given, policy]) => {
    expect(parseOptions(given)).toMatchObject(policy);
  });

  test.for([
    [{ whenUnknown: 'retry' }, "whenUnknown: 'retry'; allowed: 'ask', 'fail', 'resubmit', or"],
    [{ whenUnknown: { ask: '1 hour', then: 'fail' } }, 'whenUnknown: object; allowed'],
    [{ whenUnknown: { ask: '1h', then: 'fail', maxRisk: '2 USD' } }, 'whenUnknown: object; allowed'],
    [{ whenUnknown: { ask: '1h', then: 'resubmit', maxRisk: '2 EUR' } }, 'whenUnknown: object; allowed'],
    [{ whenHeld: 'ask' }, "whenHeld: 'ask'; allowed: 'wait' or 'fail'"],
    [{ maxPrice: '2' }, "maxPrice: '2'; allowed: an amount and its currency, such as '2 USD'"],
    [{ budgets: '40 USD' }, 'at most 8 budgets of different names'],
    [{ budgets: [{ name: '../up', cap: '40 USD' }] }, 'one to four parts'],
    [{ budgets: [{ name: 'evolink', cap: '40 USD' }] }, "neither 'accounts' nor a gateway's name"],
    [{ budgets: [{ name: 'a', cap: '40' }] }, 'an amount and its currency'],
    [{ budgets: [{ name: 'a', cap: '40 USD', per: 'year' }] }, "'ever', 'day', 'week', 'month'"],
    [{ budgets: [{ name: 'a', cap: '40 USD', timeZone: 'UTC' }] }, 'only with per'],
    [{ budgets: [{ name: 'a', cap: '40 USD', per: 'day', timeZone: 'Berlin' }] }, "such as 'Europe/Berlin'"],
    [{ budgets: [1, 2].map((amount) => ({ name: 'a', cap: `${amount} USD` })) }, 'of different names'],
    [{ budgets: [{ name: 'a', cap: '40 USD', until: 'May' }] }, '{ name, cap, per?, timeZone? }'],
    [{ maxSubmissions: 0 }, 'maxSubmissions: 0; allowed: a whole number from 1 to 5'],
    [{ retries: 3 }, 'retries: 3; allowed: not an option; options are whenUnknown, whenHeld, maxSubmissions, maxPrice'],
    ['ask', "options: 'ask'; allowed"],
    [null, undefined],
  ] as const)('%j: a mistake names the option and what is allowed', ([given, message]) => {
    if (message === undefined) expect(parseOptions(given)).toMatchObject({ whenHeld: 'wait' });
    else expect(() => parseOptions(given)).toThrow(message);
  });
});

describe('a price limit', () => {
  const priced = (amount: string | null, currency: 'USD' | 'EVOLINK_CREDIT', maxPrice: string) => () =>
    parsePricedOptions(
      { maxPrice },
      amount === null ? { amount, currency, basis: 'unknown' } : { amount, currency, basis: 'quoted' },
    );

  test('lets an order through that costs no more, or nobody knows how much', () => {
    expect(priced('0.75', 'USD', '0.75 USD')()).toMatchObject({ maxPrice: { amount: '0.75', currency: 'USD' } });
    expect(priced(null, 'USD', '0.75 USD')()).toMatchObject({ whenHeld: 'wait' });
  });

  test('refuses an order that costs more, and one that is priced in another currency', () => {
    expect(priced('0.75', 'USD', '0.749 USD')).toThrow('allowed: at least 0.75 USD, which this request costs');
    expect(priced('25.5', 'EVOLINK_CREDIT', '3 USD')).toThrow('an amount in EVOLINK_CREDIT');
    expect(priced(null, 'EVOLINK_CREDIT', '3 USD')).toThrow('an amount in EVOLINK_CREDIT');
  });
});

describe('a budget', () => {
  const given = { budgets: [{ name: 'campaign-7', cap: '40 USD' }] };
  const unknown = { amount: null, currency: 'USD', basis: 'unknown' } as const;

  test('takes orders in its own currency', () => {
    expect(() => parsePricedOptions(given, { amount: '1', currency: 'USD', basis: 'quoted' })).not.toThrow();
    expect(() => parsePricedOptions(given, { amount: '1', currency: 'CNY', basis: 'quoted' })).toThrow(
      'budgets: campaign-7, 40 USD; allowed: an amount in CNY',
    );
  });

  test('takes orders whose price is known, or bounded by the caller', () => {
    expect(() => parsePricedOptions(given, unknown)).toThrow('nothing without maxPrice in USD');
    expect(() => parsePricedOptions({ ...given, maxPrice: '2 USD' }, unknown)).not.toThrow();
  });
});
