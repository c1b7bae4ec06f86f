import { aimlapiUnderTest } from './aimlapi/under-test.js';
import { dashscopeUnderTest } from './dashscope/under-test.js';
import { evolinkUnderTest } from './evolink/under-test.js';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { vtrixUnderTest } from './vtrix/under-test.js';

/** The gateways, as the tests that hold for each of them speak to it. */
export const everyGateway: readonly GatewayUnderTest[] = [
  evolinkUnderTest,
  vtrixUnderTest,
  aimlapiUnderTest,
  dashscopeUnderTest,
];
