import type { TaskFailureClass } from '../../domain/task.js';
import * as aimlapi from './aimlapi/failure-json.js';
import * as dashscope from './dashscope/failure-json.js';
import type { Failure } from './engine/failure.js';
import type { GatewayName } from './engine/gateway-name.js';
import * as evolink from './evolink/failure-json.js';
import * as vtrix from './vtrix/failure-json.js';

/** What a client can tell of a failure by what the gateway says of it: no more, and no less. */
export const toldClass: Readonly<Record<GatewayName, (failure: Failure) => TaskFailureClass>> = {
  evolink: evolink.toldClass,
  vtrix: vtrix.toldClass,
  aimlapi: aimlapi.toldClass,
  dashscope: dashscope.toldClass,
};
