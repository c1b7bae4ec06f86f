import { aimlapiUnderTest } from './aimlapi/under-test.js';
import { dashscopeUnderTest } from './dashscope/under-test.js';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { vtrixUnderTest } from './vtrix/under-test.js';

/** The gateways that are not EvoLink, whose tests came first. */
export const everyGateway: readonly GatewayUnderTest[] = [vtrixUnderTest, aimlapiUnderTest, dashscopeUnderTest];
