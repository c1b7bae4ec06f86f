import type { Currency } from '../../domain/money.js';
import { toldMoney as aimlapi } from './aimlapi/task-json.js';
import { toldMoney as dashscope } from './dashscope/task-json.js';
import type { GatewayName } from './engine/gateway-name.js';
import { toldMoney as evolink } from './evolink/task-json.js';
import { toldMoney as vtrix } from './vtrix/task-json.js';

/** What a client can tell of money by what the gateway says, and how it counts. */
export interface ToldMoney {
  readonly currency: Currency;
  /** How much of it one unit of the gateway's account is, as a decimal. */
  readonly perUnit: string;
  /** Whether an accepted order is told what was set aside. */
  readonly reserved: boolean;
  /** What a finished task is told of its charge. */
  readonly charged: 'amount' | 'seconds';
}

export const toldMoney: Readonly<Record<GatewayName, ToldMoney>> = { evolink, vtrix, aimlapi, dashscope };
