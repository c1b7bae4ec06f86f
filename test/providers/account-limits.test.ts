import { expect, test } from 'vitest';
import { knownModels } from '../../src/domain/requests/model-catalogue.js';
import { readRate, submitRate } from '../../src/providers/account-limits.js';
import { createGatewayAccounts } from '../../src/providers/gateway-accounts.js';

const apiKey = 'sk-very-secret';
const team = { apiKey, account: 'team' };

test('a gateway that documents rates is kept to them, and one that documents none is not slowed', () => {
  const accounts = createGatewayAccounts({ dashscope: { apiKey }, evolink: { apiKey } });
  expect(submitRate(accounts, 'dashscope', knownModels)).toBe(5);
  expect(readRate(accounts, 'dashscope', knownModels)).toBe(20);
  expect(submitRate(accounts, 'evolink', knownModels)).toBeUndefined();
  expect(readRate(accounts, 'evolink', knownModels)).toBeUndefined();
});

test('of several accounts the slowest counts, since they share a queue', () => {
  const accounts = createGatewayAccounts({
    dashscope: [{ apiKey, maxSubmitsPerSecond: 2 }, team],
    evolink: [{ apiKey, maxSubmitsPerSecond: 3 }, team],
  });
  expect(submitRate(accounts, 'dashscope', knownModels)).toBe(2);
  expect(submitRate(accounts, 'evolink', knownModels)).toBe(3);
});
