import { expect, test } from 'vitest';
import { chargeOfFailure, isBilled } from '../../src/domain/failure-charge.js';
import { knownModelIds, models, type KnownModelId } from '../../src/domain/models.js';
import type { Money } from '../../src/domain/money.js';
import type { TaskFailure } from '../../src/domain/task.js';

const expected: Money = { amount: '0.5', currency: 'USD', basis: 'quoted' };
const fault: TaskFailure = { state: 'failed', class: 'provider-fault', code: 'x', message: 'no' };
const charged: Money = { amount: '0.5', currency: 'USD', basis: 'settled' };
const free: Money = { amount: '0', currency: 'USD', basis: 'settled' };

const billed = (model: KnownModelId, failure: TaskFailure) =>
  isBilled(chargeOfFailure({ facts: models[model], expected, failure }));

test('a failure is known to be free only with gateways that document a refund: Vtrix does not', () => {
  const untold = knownModelIds.filter((model) => billed(model, fault) !== 'no');
  expect(untold).toEqual(['vtrix/wan26_t2v']);
  expect(chargeOfFailure({ facts: models['vtrix/wan26_t2v'], expected, failure: fault })).toEqual(expected);
});

test.each<KnownModelId>(['vtrix/wan26_t2v', 'evolink/wan2.6-text-to-video'])(
  'what the gateway of %s says it has charged counts',
  (model) => {
    expect(billed(model, { ...fault, cost: charged })).toBe('yes');
    expect(billed(model, { ...fault, cost: free })).toBe('no');
  },
);

test('what cost nothing cost nothing in the currency in which it was to be paid', () => {
  const inYuan: Money = { amount: '3', currency: 'CNY', basis: 'quoted' };
  const charge = (cost: Money) =>
    chargeOfFailure({ facts: models['dashscope/wan2.6-t2v'], expected: inYuan, failure: { ...fault, cost } });
  expect(charge(free)).toEqual({ ...free, currency: 'CNY' });
  expect(charge(charged)).toEqual(charged);
});

test('of a cancelled task, and of an end that nobody documents, nobody knows', () => {
  expect(billed('evolink/wan2.6-text-to-video', { state: 'cancelled', message: 'no' })).toBe('unknown');
  expect(billed('aimlapi/wan-2-6-t2v', { ...fault, class: 'unclassified' })).toBe('unknown');
});

test('an expected price that nobody knows is no less in doubt', () => {
  const unknown: Money = { amount: null, currency: 'USD', basis: 'unknown' };
  expect(isBilled(chargeOfFailure({ facts: models['vtrix/wan26_t2v'], expected: unknown, failure: fault }))).toBe(
    'unknown',
  );
});
