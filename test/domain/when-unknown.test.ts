import { expect, test } from 'vitest';
import type { Money } from '../../src/domain/money.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import { decideBeforehand } from '../../src/domain/when-unknown.js';

const unpriced: Money = { amount: null, currency: 'USD', basis: 'unknown' };
const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

const decide = (maxPrice: string | undefined) =>
  decideBeforehand(
    {
      ...defaultPolicy,
      whenUnknown: { askSeconds: 0, then: 'resubmit', maxRisk: usd('2') },
      maxPrice: maxPrice === undefined ? undefined : usd(maxPrice),
    },
    { quarantinedSeconds: 1, cost: unpriced, earlier: [] },
  );

test.each([
  [undefined, { decision: 'ask', because: 'what is at risk is not known, and maxRisk is set' }],
  ['2', { decision: 'resubmit' }],
  ['2.01', { decision: 'ask', because: '2.01 USD are at risk, and maxRisk is 2 USD' }],
])('of a price that nobody knows, maxPrice says what is at risk: %s', (maxPrice, decision) => {
  expect(decide(maxPrice)).toMatchObject(decision);
});
