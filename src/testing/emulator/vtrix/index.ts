import type { Gateway, Surroundings } from '../engine/dialect.js';
import { createGateway } from '../engine/gateway.js';
import { createOrderReader } from '../engine/read-order.js';
import type { Durations } from '../options.js';
import { createBodies, unwrapped } from './body.js';
import { errorWords } from './errors.js';
import { inputRules } from './input-rules.js';
import { toOrder } from './order.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';

export interface VtrixOptions {
  readonly startingBalance: string;
  readonly durations: Durations;
  readonly wrappedBodies: 'refused' | 'accepted';
}

/** Vtrix's Wan 2.6 text-to-video. It has no list of tasks, no balance to ask for, no callback and no cancel. */
export function createVtrix(surroundings: Surroundings, options: VtrixOptions): Gateway {
  const { task, submitted } = createTaskJson(surroundings);
  const readOrder = createOrderReader(createBodies(options), toOrder);
  return createGateway(surroundings, {
    name: 'vtrix',
    currency: 'USD',
    startingBalance: options.startingBalance,
    newTaskId,
    inputRules: () => inputRules,
    laneOf: () => 'account',
    errors: { order: errorWords, task: errorWords },
    submit: {
      path: '/model/v1/generation',
      read: options.wrappedBodies === 'accepted' ? (posted) => readOrder(unwrapped(posted)) : readOrder,
      keyHeader: 'idempotency-key',
      answer: submitted,
    },
    status: { path: '/model/v1/generation/task/:id', idOf: (request) => request.param('id') },
    task,
    otherRoutes: () => [],
  });
}
