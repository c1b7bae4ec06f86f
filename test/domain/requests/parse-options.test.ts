import { describe, expect, test } from 'vitest';
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
  ] as const)('%j are understood', ([given, policy]) => {
    expect(parseOptions(given)).toMatchObject(policy);
  });

  test.for([
    [{ whenUnknown: 'retry' }, "whenUnknown: 'retry'; allowed: 'ask', 'fail', 'resubmit', or"],
    [{ whenUnknown: { ask: '1 hour', then: 'fail' } }, 'whenUnknown: object; allowed'],
    [{ whenUnknown: { ask: '1h', then: 'fail', maxRisk: '2 USD' } }, 'whenUnknown: object; allowed'],
    [{ whenUnknown: { ask: '1h', then: 'resubmit', maxRisk: '2 EUR' } }, 'whenUnknown: object; allowed'],
    [{ whenHeld: 'ask' }, "whenHeld: 'ask'; allowed: 'wait' or 'fail'"],
    [{ maxSubmissions: 0 }, 'maxSubmissions: 0; allowed: a whole number from 1 to 5'],
    [{ retries: 3 }, 'retries: 3; allowed: not an option; options are whenUnknown, whenHeld, maxSubmissions'],
    ['ask', "options: 'ask'; allowed"],
    [null, undefined],
  ] as const)('%j: a mistake names the option and what is allowed', ([given, message]) => {
    if (message === undefined) expect(parseOptions(given)).toMatchObject({ whenHeld: 'wait' });
    else expect(() => parseOptions(given)).toThrow(message);
  });
});
