import type { Gateway, Surroundings } from './engine/dialect.js';
import { createAimlapi } from './aimlapi/index.js';
import { createDashscope } from './dashscope/index.js';
import type { GatewayName } from './engine/gateway-name.js';
import { createEvolink } from './evolink/index.js';
import type { EmulatorOptions } from './options.js';
import { createVtrix } from './vtrix/index.js';

export type Gateways = Readonly<Record<GatewayName, Gateway>>;

/** Every gateway that the emulator speaks for. */
export function createGateways(surroundings: Surroundings, options: EmulatorOptions): Gateways {
  const { startingCredits = '10000', idempotency = 'ignored', allowLoopbackCallbacks = true } = options;
  const { startingBalances = {}, durations = 'strict', wrappedBodies = 'refused', logDelaySeconds = 0 } = options;
  return {
    evolink: createEvolink(surroundings, {
      startingBalance: startingCredits,
      idempotency,
      allowLoopbackCallbacks,
      durations,
    }),
    vtrix: createVtrix(surroundings, { startingBalance: startingBalances.vtrix ?? '1000', durations, wrappedBodies }),
    aimlapi: createAimlapi(surroundings, {
      startingBalance: startingBalances.aimlapi ?? '2000000000',
      logDelaySeconds,
    }),
    dashscope: createDashscope(surroundings, { startingBalance: startingBalances.dashscope ?? '10000' }),
  };
}
